import { appendFile, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Mailgun from "mailgun.js";
import { Enums } from "mailgun.js/definitions";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { type RunningMailgun, startMailgun } from "./startMailgun.ts";

const DOMAIN = "mail.example.com";
const KEY = "key-for-tests";
const FROM = "SalesPulse <notifications@mail.example.com>";
/** The templates that a folder holds; the layout is none. */
const sourcesOf = async (folder: string) =>
  (await readdir(folder)).filter((name) => name.endsWith(".html") && name !== "layout.html");
const templatesDir = fileURLToPath(new URL("../../../data/mail", import.meta.url));

let dataDir: string;
let mailgun: RunningMailgun;

function start(): Promise<RunningMailgun> {
  return startMailgun({
    dataDir,
    apiKey: KEY,
    domain: DOMAIN,
    webhookSigningKey: "signing-key",
    templatesDir,
  });
}

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "mailgun-"));
  mailgun = await start();
});

afterEach(async () => {
  await mailgun.stop();
  await rm(dataDir, { recursive: true });
});

function client(key = KEY) {
  return new Mailgun(FormData).client({ username: "api", key, url: mailgun.url, useFetch: true });
}

const mailSchema = z.object({
  id: z.string(),
  createdAt: z.iso.datetime(),
  to: z.string(),
  from: z.string(),
  subject: z.string(),
  template: z.string().nullable(),
  variables: z.record(z.string(), z.unknown()),
  customVariables: z.record(z.string(), z.string()),
  headers: z.record(z.string(), z.string()),
  html: z.string(),
  text: z.string(),
});

async function mailbox(to?: string) {
  const query = to === undefined ? "" : `?to=${encodeURIComponent(to)}`;
  const response = await fetch(`${mailgun.mailboxUrl}/messages${query}`);
  return z.array(mailSchema).parse(await response.json());
}

async function setWeather(change: unknown): Promise<void> {
  const response = await fetch(`${mailgun.url}/sandbox/weather`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(change),
  });
  expect(response.status).toBe(200);
}

async function post(
  fields: [string, string][],
  options: { domain?: string; headers?: Record<string, string>; body?: BodyInit } = {},
): Promise<{ status: number; message: string }> {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  const response = await fetch(`${mailgun.url}/v3/${options.domain ?? DOMAIN}/messages`, {
    method: "POST",
    headers: options.headers ?? { authorization: `Basic ${btoa(`api:${KEY}`)}` },
    body: options.body ?? form,
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json");
  const message = isJson ? z.object({ message: z.string() }).parse(JSON.parse(text)).message : text;
  return { status: response.status, message };
}

const plain = (to: string, more: Record<string, unknown> = {}) => ({
  from: FROM,
  to: [to],
  subject: "Hello",
  text: "Hello there",
  ...more,
});

const eventSchema = z.object({
  id: z.string(),
  event: z.string(),
  timestamp: z.number(),
  recipient: z.string(),
  "user-variables": z.record(z.string(), z.unknown()),
  message: z.object({ headers: z.object({ "message-id": z.string() }) }),
});

async function events(query: Record<string, string | number>) {
  // mailgun.js says at each call that Mailgun would rather see its Logs API used.
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const { items, pages } = await client().events.get(DOMAIN, query);
  return { items: z.array(eventSchema).parse(items), pages };
}

describe("sending through mailgun.js", () => {
  test("the verification mail as specified arrives rendered, with what it was rendered from", async () => {
    const link = "http://localhost:8787/verify?token=a&next=%2F<b>";
    const answer = await client().messages.create(DOMAIN, {
      from: FROM,
      to: ["New.User@Example.com"],
      subject: "Welcome to SalesPulse! Verify Your Email",
      template: "verify_email",
      "h:X-Mailgun-Variables": JSON.stringify({ verification_link: link }),
      "v:outbox_id": "42",
    });
    expect(answer).toEqual({
      status: 200,
      id: expect.stringMatching(/^<[^<>]+@mail\.example\.com>$/),
      message: "Queued. Thank you.",
    });
    const [mail] = await mailbox("new.user@example.com");
    expect(mail).toMatchObject({
      to: "new.user@example.com",
      from: FROM,
      subject: "Welcome to SalesPulse! Verify Your Email",
      template: "verify_email",
      variables: { verification_link: link },
      customVariables: { outbox_id: "42" },
      headers: { "Message-Id": answer.id },
    });
    expect(mail?.html).toContain("token&#x3D;a&amp;next&#x3D;%2F&lt;b&gt;");
    expect(mail?.html).not.toContain("{{");
    expect(mail?.text).toContain(link);
  });

  test("every template of data/mail is published and renders with its variables", async () => {
    // What each template links to, by the variable that only it has.
    const links: Record<string, string> = {
      admin_alert: "admin_link",
      billing_failure: "invoice_link",
      billing_success: "invoice_link",
      invite_member: "invite_link",
      password_changed: "reset_page_link",
      reset_password: "reset_link",
      verify_email: "verification_link",
    };
    const variables = {
      ...Object.fromEntries(
        Object.values(links).map((name) => [name, `https://example.com/${name}`]),
      ),
      billing_link: "https://example.com/billing",
      organization_name: "Ash & Elm <Ltd>",
      inviter_name: "Ann",
      role: "rep",
      alert_text: "A flag was turned on.",
      amount: "$29.00",
      invoice_number: "A-0001",
      next_step: "Everything works until Friday.",
    };
    const { items } = await client().domains.domainTemplates.list(DOMAIN);
    const names = items.map((item) => item.name);
    expect(names).toEqual(Object.keys(links));
    for (const template of names) {
      await client().messages.create(DOMAIN, {
        from: FROM,
        to: [`${template}@example.com`],
        subject: template,
        template,
        "t:variables": JSON.stringify(variables),
        "t:text": "yes",
      });
      const [mail] = await mailbox(`${template}@example.com`);
      expect(mail?.text).toContain(`https://example.com/${links[template]}`);
      expect(mail?.html).not.toMatch(/\[\[|\{\{|undefined/);
    }
    expect((await mailbox("invite_member@example.com"))[0]?.html).toContain(
      "Ash &amp; Elm &lt;Ltd&gt;",
    );
  });

  test("headers, tags and attachments are kept, one copy reaches each distinct recipient", async () => {
    await client().messages.create(DOMAIN, {
      ...plain("Ann <ann@example.com>, ann@example.com"),
      cc: "cc@example.com",
      bcc: "bcc@example.com",
      "h:Reply-To": "reply@mail.example.com",
      "h:Message-Id": "<mine@mail.example.com>",
      "h:In-Reply-To": "<theirs@example.com>",
      "o:tag": ["one", "two"],
      "o:tracking": false,
      "o:require-tls": true,
      attachment: { filename: "note é.txt", data: Buffer.from("bytes") },
    });
    const mails = await mailbox();
    expect(mails.map((mail) => mail.to).toSorted()).toEqual([
      "ann@example.com",
      "bcc@example.com",
      "cc@example.com",
    ]);
    expect(new Set(mails.map((mail) => mail.id)).size).toBe(3);
    expect(mails[0]?.headers).toMatchObject({
      "Reply-To": "reply@mail.example.com",
      "Message-Id": "<mine@mail.example.com>",
      "In-Reply-To": "<theirs@example.com>",
      Cc: "cc@example.com",
    });
    expect(Object.values(mails[0]?.headers ?? {}).join()).not.toContain("bcc@");
    const file = await fetch(`${mailgun.mailboxUrl}/messages/${mails[0]?.id}/attachments/0`);
    expect(await file.text()).toBe("bytes");
    const tagged = await events({ tags: "two", event: "accepted" });
    expect(tagged.items).toHaveLength(3);
  });

  test("a wrong key is Forbidden, another domain unknown", async () => {
    await expect(
      client("wrong").messages.create(DOMAIN, plain("a@example.com")),
    ).rejects.toMatchObject({ status: 401, details: "Forbidden" });
    await expect(
      client().messages.create("other.example.com", plain("a@example.com")),
    ).rejects.toMatchObject({ status: 404, details: "Domain not found: other.example.com" });
    expect(await mailbox()).toEqual([]);
  });

  test("mail in test mode and mail for later is accepted, not delivered", async () => {
    const later = new Date(Date.now() + 3_600_000).toUTCString();
    await client().messages.create(DOMAIN, plain("a@example.com", { "o:testmode": true }));
    await client().messages.create(DOMAIN, plain("a@example.com", { "o:deliverytime": later }));
    expect(await mailbox()).toEqual([]);
    expect((await events({ event: "accepted" })).items).toHaveLength(2);
  });
});

const badAddress = (field: string) =>
  new RegExp(`^'${field}' parameter is not a valid address. please check documentation$`);

describe("what it refuses, nothing being kept", () => {
  const good: [string, string][] = [
    ["from", FROM],
    ["to", "a@example.com"],
    ["subject", "Hello"],
    ["text", "Hello there"],
  ];
  const without = (field: string) => good.filter(([name]) => name !== field);
  const withField = (field: string, value: string): [string, string][] => [
    ...without(field),
    [field, value],
  ];
  const fromTemplate = (more: [string, string][]): [string, string][] => [
    ...without("text"),
    ["template", "verify_email"],
    ...more,
  ];
  const tooMany = Array.from({ length: 1001 }, (_, index) => `u${index}@example.com`).join(", ");

  test.each<[string, [string, string][], number, RegExp]>([
    ["no sender", without("from"), 400, /^from parameter is missing$/],
    ["an empty sender", withField("from", ""), 400, /^from parameter is missing$/],
    ["an unreadable sender", withField("from", "SalesPulse <nobody>"), 400, badAddress("from")],
    ["two senders", withField("from", "a@x.com, b@x.com"), 400, badAddress("from")],
    ["no recipient", without("to"), 400, /^to parameter is missing$/],
    ["a recipient without @", withField("to", "ann"), 400, badAddress("to")],
    ["a recipient whose domain has no dot", withField("to", "ann@parabol"), 400, badAddress("to")],
    ["one bad among good", withField("to", "a@example.com, b@"), 400, badAddress("to")],
    ["a bad cc", [...good, ["cc", "@example.com"]], 400, badAddress("cc")],
    ["a bad bcc", [...good, ["bcc", "a@-example.com"]], 400, badAddress("bcc")],
    ["1,001 recipients", withField("to", tooMany), 400, /too many recipients/],
    ["no subject", without("subject"), 400, /^subject parameter is missing$/],
    ["a header in the subject", withField("subject", "a\r\nBcc: b@x.com"), 400, /single line/],
    [
      "no body",
      without("text"),
      400,
      /^Need at least one of 'text', 'html', 'amp-html' or 'template' parameters specified$/,
    ],
    ["an unknown field", [...good, ["tex", "x"]], 400, /unknown parameter 'tex'/],
    ["an unknown option", [...good, ["o:tags", "x"]], 400, /unknown parameter 'o:tags'/],
    ["a bad option value", [...good, ["o:testmode", "maybe"]], 400, /Invalid o:testmode/],
    ["a bad delivery time", [...good, ["o:deliverytime", "soon"]], 400, /Invalid o:deliverytime/],
    ["a header in a header", [...good, ["h:X-A", "b\nBcc: c@x.com"]], 400, /single line/],
    ["a bad message id", [...good, ["h:Message-Id", "mine"]], 400, /<id@domain>/],
    ["17 KB of options", [...good, ["v:big", "x".repeat(17_000)]], 400, /16KB/],
    ["a field not simulated", [...good, ["recipient-variables", "{}"]], 501, /recipient-variables/],
    ["a text as attachment", [...good, ["attachment", "x"]], 400, /must be a file/],
    ["an unknown template", [...without("text"), ["template", "nope"]], 400, /'nope' not found/],
    ["an unknown version", fromTemplate([["t:version", "nope"]]), 400, /'nope' of template/],
    ["html beside a template", fromTemplate([["html", "<p>"]]), 400, /cannot be used together/],
    ["a template without its variable", fromTemplate([]), 400, /verification_link/],
    ["variables that are no JSON", fromTemplate([["t:variables", "{"]]), 400, /'t:variables'/],
    ["variables that are a list", fromTemplate([["t:variables", "[1]"]]), 400, /'t:variables'/],
    [
      "header variables that are no JSON",
      fromTemplate([["h:X-Mailgun-Variables", "[object Object]"]]),
      400,
      /'h:X-Mailgun-Variables'/,
    ],
  ])("%s", async (_name, fields, status, message) => {
    expect(await post(fields)).toEqual({
      status,
      message: expect.stringMatching(message),
    });
    expect(await mailbox()).toEqual([]);
  });

  test("a body that is no form, and one beyond 25 MB", async () => {
    const authorization = `Basic ${btoa(`api:${KEY}`)}`;
    const json = await post([], {
      headers: { authorization, "content-type": "application/json" },
      body: "{}",
    });
    expect(json.status).toBe(400);
    const torn = await post([], {
      headers: { authorization, "content-type": "multipart/form-data; boundary=x" },
      body: "--y\r\n",
    });
    expect(torn).toEqual({ status: 400, message: "the body cannot be read as a form" });
    const huge = await post(withField("text", "x".repeat(26 * 1024 * 1024)));
    expect(huge.status).toBe(413);
  });

  test("the url-encoded form is taken like the multipart one", async () => {
    const answer = await post([], { body: new URLSearchParams(good) });
    expect(answer).toEqual({ status: 200, message: "Queued. Thank you." });
    expect(await mailbox("a@example.com")).toHaveLength(1);
  });

  test("a page under a foreign name cannot read the mailbox", async () => {
    const url = new URL(mailgun.mailboxUrl);
    const { request } = await import("node:http");
    const status = await new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: url.hostname,
          port: url.port,
          path: "/mailbox/messages",
          headers: { host: "evil.example" },
        },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      outgoing.on("error", reject).end();
    });
    expect(status).toBe(403);
  });
});

describe("weather", () => {
  test("drop-answer keeps the message though the sender sees a broken connection; its variable finds it", async () => {
    await setWeather({ next: [{ kind: "drop-answer" }] });
    // mailgun.js reports a broken connection as status 400: its message alone tells it apart.
    await expect(
      client().messages.create(DOMAIN, plain("a@example.com", { "v:outbox_id": "7" })),
    ).rejects.toMatchObject({ status: 400, message: "ERR_NETWORK" });
    expect(await mailbox("a@example.com")).toHaveLength(1);
    const { items } = await events({ recipient: "a@example.com", event: "accepted" });
    expect(items.map((item) => item["user-variables"])).toEqual([{ outbox_id: "7" }]);
  });

  test("drop-request keeps nothing, and the next request meets fair weather", async () => {
    await setWeather({ next: [{ kind: "drop-request" }] });
    await expect(client().messages.create(DOMAIN, plain("a@example.com"))).rejects.toMatchObject({
      message: "ERR_NETWORK",
    });
    expect(await mailbox()).toEqual([]);
    await client().messages.create(DOMAIN, plain("a@example.com"));
    expect(await mailbox()).toHaveLength(1);
  });

  test("statuses come in order, with Retry-After, and accept the message only when told to", async () => {
    await setWeather({
      next: [
        { kind: "status", status: 429, retryAfterSeconds: 3 },
        { kind: "status", status: 500 },
        { kind: "status", status: 502, accepted: true },
      ],
    });
    const send = () =>
      fetch(`${mailgun.url}/v3/${DOMAIN}/messages`, {
        method: "POST",
        headers: { authorization: `Basic ${btoa(`api:${KEY}`)}` },
        body: new URLSearchParams({ from: FROM, to: "a@example.com", subject: "s", text: "t" }),
      });
    const limited = await send();
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "3"]);
    expect((await send()).status).toBe(500);
    expect(await mailbox()).toEqual([]);
    expect((await send()).status).toBe(502);
    expect(await mailbox()).toHaveLength(1);
    const weather = await (await fetch(`${mailgun.url}/sandbox/weather`)).json();
    expect(weather).toEqual({ next: [], eventsLagMs: 0, bounces: [] });
  });

  test("events stay out of sight for the lag, the mailbox does not", async () => {
    await setWeather({ eventsLagMs: 3_600_000 });
    await client().messages.create(DOMAIN, plain("a@example.com"));
    expect(await mailbox()).toHaveLength(1);
    expect((await events({ recipient: "a@example.com" })).items).toEqual([]);
    await setWeather({ eventsLagMs: 0 });
    expect((await events({ recipient: "a@example.com" })).items).toHaveLength(2);
  });

  test("a bouncing address ends in failed and gets no mail", async () => {
    await setWeather({ bounces: ["Gone@Example.com"] });
    await client().messages.create(DOMAIN, plain("gone@example.com, here@example.com"));
    const { items } = await events({ event: "failed OR delivered" });
    expect(items.map((item) => `${item.recipient} ${item.event}`).toSorted()).toEqual([
      "gone@example.com failed",
      "here@example.com delivered",
    ]);
    expect((await mailbox()).map((mail) => mail.to)).toEqual(["here@example.com"]);
  });

  test("a stop does not wait for a delayed answer", async () => {
    await setWeather({ next: [{ kind: "delay", delayMs: 120_000 }] });
    const sending = client().messages.create(DOMAIN, plain("a@example.com"));
    const outcome = sending.catch((error: unknown) => error);
    await expect
      .poll(async () => {
        const response = await fetch(`${mailgun.url}/sandbox/weather`);
        return z.object({ next: z.array(z.unknown()) }).parse(await response.json()).next;
      })
      .toEqual([]);
    await mailgun.stop();
    expect(await outcome).toMatchObject({ message: "ERR_NETWORK" });
    mailgun = await start();
    expect(await mailbox()).toEqual([]);
  });

  test("weather that does not exist is refused, and form posts of foreign pages with it", async () => {
    const url = `${mailgun.url}/sandbox/weather`;
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ next: [{ kind: "hail" }] });
    expect((await fetch(url, { method: "POST", headers, body })).status).toBe(400);
    expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(415);
  });
});

describe("events", () => {
  test("pages follow each other without loss or repeat, and the last one can be asked again", async () => {
    for (const name of ["a", "b", "c"]) {
      await client().messages.create(DOMAIN, plain(`${name}@example.com`));
    }
    const begin = Math.floor(Date.now() / 1000) - 60;
    const seen: string[] = [];
    let page: string | undefined;
    for (;;) {
      const query = page === undefined ? { begin, ascending: "yes", limit: 4 } : { page };
      const answer = await events(query);
      page = answer.pages["next"]?.page;
      if (answer.items.length === 0) break;
      seen.push(...answer.items.map((item) => item.id));
    }
    expect(seen).toHaveLength(6);
    expect(new Set(seen).size).toBe(6);
    await client().messages.create(DOMAIN, plain("d@example.com"));
    const later = await events({ page: page ?? "" });
    expect(later.items.map((item) => [item.recipient, item.event])).toEqual([
      ["d@example.com", "accepted"],
      ["d@example.com", "delivered"],
    ]);
    const back = await events({ page: later.pages["previous"]?.page ?? "" });
    expect(back.items.map((item) => item.id)).toEqual(seen.slice(-4));
  });

  test("filters narrow by message id, subject and phrase; without a time it looks back from now", async () => {
    const sent = await client().messages.create(
      DOMAIN,
      plain("a@example.com", { subject: "Your quarterly report" }),
    );
    await client().messages.create(DOMAIN, plain("a@example.com"));
    const id = (sent.id ?? "").slice(1, -1);
    expect((await events({ "message-id": id })).items).toHaveLength(2);
    expect((await events({ subject: '"quarterly report"' })).items).toHaveLength(2);
    expect((await events({ subject: "report -quarterly" })).items).toEqual([]);
    const newestFirst = (await events({})).items.map((item) => item.timestamp);
    expect(newestFirst).toEqual(newestFirst.toSorted((a, b) => b - a));
    expect(newestFirst).toHaveLength(4);
  });

  test.each([
    ["a filter that does not exist", { colour: "red" }],
    ["a time that is none", { begin: "yesterday-ish" }],
    ["directions at odds", { begin: "2", end: "1", ascending: "yes" }],
    ["a limit of none", { limit: "0" }],
  ])("%s is refused", async (_name, query) => {
    const response = await fetch(
      `${mailgun.url}/v3/${DOMAIN}/events?${new URLSearchParams(query).toString()}`,
      { headers: { authorization: `Basic ${btoa(`api:${KEY}`)}` } },
    );
    expect(response.status).toBe(400);
  });
});

describe("templates through mailgun.js", () => {
  test("a template lives: created, read, listed, new version active, updated, deleted", async () => {
    const templates = client().domains.domainTemplates;
    const created = await templates.create(DOMAIN, {
      name: "Greeting",
      description: "Says hello",
      template: "Hello {{name}}",
    });
    expect(created).toMatchObject({ name: "greeting", version: { tag: "initial" } });
    await templates.createVersion(DOMAIN, "greeting", {
      template: "Good day {{name}}",
      tag: "v2",
      active: Enums.YesNo.YES,
    });
    const active = await templates.get(DOMAIN, "greeting", { active: Enums.YesNo.YES });
    expect(active.version).toMatchObject({ tag: "v2", template: "Good day {{name}}" });
    const { template } = await templates.listVersions(DOMAIN, "greeting");
    expect(template.versions?.map(({ tag, active: isActive }) => [tag, isActive])).toEqual([
      ["initial", false],
      ["v2", true],
    ]);
    await templates.updateVersion(DOMAIN, "greeting", "initial", { comment: "old" });
    await templates.update(DOMAIN, "greeting", { description: "Greets" });
    expect(await templates.getVersion(DOMAIN, "greeting", "initial")).toMatchObject({
      description: "Greets",
      version: { comment: "old", template: "Hello {{name}}" },
    });
    await templates.destroyVersion(DOMAIN, "greeting", "initial");
    await templates.destroy(DOMAIN, "greeting");
    await expect(templates.get(DOMAIN, "greeting")).rejects.toMatchObject({
      status: 404,
      details: "template not found",
    });
  });

  test("the list comes in pages, and names and versions are taken once", async () => {
    const templates = client().domains.domainTemplates;
    const { length: count } = await sourcesOf(templatesDir);
    const limit = count - 2;
    const first = await templates.list(DOMAIN, { limit });
    const page = first.pages["next"]?.page;
    const second = await templates.list(DOMAIN, {
      limit,
      ...(page?.startsWith("?") ? { page: `?${page.slice(1)}` } : {}),
    });
    expect([first.items.length, second.items.length]).toEqual([limit, 2]);
    const data = { name: "verify_email", description: "x", template: "x" };
    await expect(templates.create(DOMAIN, data)).rejects.toMatchObject({ status: 400 });
  });
});

describe("what it keeps", () => {
  test("mail, ids and events survive a restart; templates are today's sources", async () => {
    await client().messages.create(DOMAIN, plain("a@example.com"));
    const before = [await mailbox(), (await events({})).items];
    await client().domains.domainTemplates.updateVersion(
      DOMAIN,
      "verify_email",
      (
        await client().domains.domainTemplates.get(DOMAIN, "verify_email", {
          active: Enums.YesNo.YES,
        })
      ).version?.tag ?? "",
      { template: "edited by hand" },
    );
    await mailgun.stop();
    mailgun = await start();
    expect([await mailbox(), (await events({})).items]).toEqual(before);
    const template = await client().domains.domainTemplates.get(DOMAIN, "verify_email", {
      active: Enums.YesNo.YES,
    });
    expect(template.version?.template).toContain("Verify your email address");
  });

  test("a line cut short by a crash costs that line alone", async () => {
    await client().messages.create(DOMAIN, plain("a@example.com"));
    await mailgun.stop();
    await appendFile(join(dataDir, "messages.jsonl"), '{"id":"torn');
    mailgun = await start();
    await client().messages.create(DOMAIN, plain("b@example.com"));
    await mailgun.stop();
    mailgun = await start();
    expect((await mailbox()).map((mail) => mail.to)).toEqual(["b@example.com", "a@example.com"]);
  });

  test("unreadable templates and a taken port are named", async () => {
    const port = Number(new URL(mailgun.url).port);
    const options = { apiKey: KEY, domain: DOMAIN, webhookSigningKey: "s" };
    const otherDir = await mkdtemp(join(tmpdir(), "mailgun-"));
    await expect(startMailgun({ ...options, dataDir: otherDir, port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken`,
    );
    await writeFile(join(otherDir, "templates.json"), "[{]");
    await expect(startMailgun({ ...options, dataDir: otherDir })).rejects.toThrow("templates.json");
    await rm(otherDir, { recursive: true });
  });

  test("the newest mail is first, and a search finds an address whatever its case", async () => {
    for (const subject of ["first", "second", "third"]) {
      await client().messages.create(DOMAIN, plain("Ann@example.com", { subject }));
    }
    const subjects = (await mailbox("ANN@EXAMPLE.COM")).map((mail) => mail.subject);
    expect(subjects).toEqual(["third", "second", "first"]);
    expect(await mailbox("ann@example.co")).toEqual([]);
  });
});
