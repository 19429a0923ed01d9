import { afterEach, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { z } from "zod";
import { serviceDatabase } from "../src/clients/supabase/database.ts";
import { assertDone, parseRows } from "../src/clients/supabase/rows.ts";
import { Browser, readError } from "./Browser.ts";
import { join, type Person, settings, signUpProven } from "./people.ts";

const FLAG = "voice_ai_enabled";
const PATH = "/api/webhooks/feature-flags";
const secret = inject("worldEnv")["FLAG_WEBHOOK_SECRET"] ?? "";
const db = serviceDatabase(settings);

let admin: Person;
let rep: Person;
let organizationId: string;
beforeAll(async () => {
  admin = await signUpProven("admin");
  rep = await join(admin, "rep");
  organizationId = (await admin.browser.call("getMe", {})).membership?.organization.id ?? "";
});
afterEach(async () => {
  vi.restoreAllMocks();
  assertDone(await db.from("flag_overrides").delete().eq("organization_id", organizationId));
});

const message = (changed: object = {}) => ({
  id: crypto.randomUUID(),
  flag: FLAG,
  scope: "organization",
  organizationId,
  value: "on",
  by: "release console",
  ...changed,
});

async function signatureOf(body: string, { with: by = secret, seconds = now() } = {}) {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const key = await crypto.subtle.importKey(
    "raw",
    bytes(by),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const mac = await crypto.subtle.sign("HMAC", key, bytes(`${seconds}.${body}`));
  const hex = [...new Uint8Array(mac)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `t=${seconds},v1=${hex}`;
}
const now = () => Math.floor(Date.now() / 1_000);

/** Sends a body as its sender would: no cookies, no Origin. */
const post = (body: string, signature: string | null) =>
  new Browser().request(PATH, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(signature === null ? {} : { "x-salespulse-signature": signature }),
    },
    body,
  });
const send = async (of: object) => {
  const body = JSON.stringify(of);
  return post(body, await signatureOf(body));
};

const setting = async (userId: string | null = null) => {
  const { flags } = await admin.browser.call("listAdminFlags", {});
  const flag = flags.find(({ key }) => key === FLAG);
  if (userId === null) return flag?.organization;
  return flag?.people.find((person) => person.userId === userId)?.on ?? null;
};

/** What is kept of a message. */
async function kept(id: string) {
  const result = await db
    .from("webhook_messages")
    .select("status, attempts, organization_id, last_error")
    .eq("external_id", id);
  return parseRows(
    result,
    z.object({
      status: z.string(),
      attempts: z.int(),
      organization_id: z.string().nullable(),
      last_error: z.string().nullable(),
    }),
  );
}

describe("a signed message", () => {
  it("sets a flag for an organization, one of its people, and takes it away again", async () => {
    expect((await send(message())).status).toBe(200);
    expect(await setting()).toBe(true);
    const person = { scope: "user", userId: rep.id, organizationId: null };
    expect((await send(message({ ...person, value: "off" }))).status).toBe(200);
    expect(await setting(rep.id)).toBe(false);
    expect((await send(message({ ...person, value: null }))).status).toBe(200);
    expect(await setting(rep.id)).toBeNull();
    expect(await setting()).toBe(true);
  });

  it("stands in the trail as its sender's", async () => {
    await send(message());
    const lines = await db
      .from("audit_log")
      .select("actor_email, via")
      .eq("organization_id", organizationId)
      .eq("entity", "flag_override")
      .order("id", { ascending: false })
      .limit(1);
    expect(lines.data).toEqual([{ actor_email: null, via: "webhook: release console" }]);
  });

  it("is taken once: repeated, it is answered the same and undoes nothing that came after", async () => {
    const once = message();
    const first = await send(once);
    await admin.browser.call("setOrganizationFlag", {
      params: { flag: FLAG },
      body: { on: false },
    });
    const second = await send(once);
    expect([second.status, second.text]).toEqual([first.status, first.text]);
    expect(await setting()).toBe(false);
    expect(await kept(once.id)).toEqual([
      { status: "done", attempts: 1, organization_id: organizationId, last_error: null },
    ]);
  });

  it("sent many times at once is done once", async () => {
    const once = message();
    const replies = await Promise.all([1, 2, 3, 4, 5].map(() => send(once)));
    const statuses = replies.map(({ status }) => status);
    expect(statuses).toContain(200);
    expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
    expect((await kept(once.id)).map(({ attempts }) => attempts)).toEqual([1]);
  });

  it("while it is being worked on is busy", async () => {
    const busy = message();
    await db.rpc("claim_webhook", { source: "feature_flags", external_id: busy.id, payload: {} });
    expect(readError(await send(busy))).toMatchObject({ status: 409, code: "conflict" });
    expect(await setting()).toBeNull();
  });

  it("that fails is freed, says why, and is done when it comes again", async () => {
    const failing = message();
    const real = globalThis.fetch;
    vi.spyOn(globalThis, "fetch").mockImplementation((input, init) =>
      (input instanceof Request ? input.url : String(input)).includes("/rpc/take_flag_message")
        ? Promise.resolve(new Response("gone", { status: 503 }))
        : real(input, init),
    );
    expect((await send(failing)).status).toBe(503);
    expect(await setting()).toBeNull();
    expect(await kept(failing.id)).toMatchObject([{ status: "failed", attempts: 1 }]);
    vi.restoreAllMocks();
    expect((await send(failing)).status).toBe(200);
    expect(await setting()).toBe(true);
    expect(await kept(failing.id)).toMatchObject([
      { status: "done", attempts: 2, last_error: null },
    ]);
  });

  it.each([
    ["an unknown flag", { flag: "no_such_flag" }],
    ["an unknown organization", { organizationId: crypto.randomUUID() }],
    ["an unknown person", { scope: "user", userId: crypto.randomUUID(), organizationId: null }],
  ])("about %s is refused and kept as failed", async (_, wrong) => {
    const about = message(wrong);
    expect(readError(await send(about))).toMatchObject({ status: 404, code: "not_found" });
    expect(await kept(about.id)).toMatchObject([{ status: "failed" }]);
  });

  it("about a person of another organization than it says is refused", async () => {
    const stranger = await signUpProven("stranger");
    const reply = await send(message({ scope: "user", userId: stranger.id }));
    expect(readError(reply)).toMatchObject({ status: 404 });
  });
});

describe("what is refused with nothing written", () => {
  const count = async () => {
    const found = await db
      .from("webhook_messages")
      .select("id", { count: "exact", head: true })
      .eq("source", "feature_flags");
    return found.count ?? 0;
  };
  /** What came of sending it: the status, and what was written. */
  const outcome = async (body: string, signature: string | null) => {
    const before = await count();
    const { status } = readError(await post(body, signature));
    return { status, written: (await count()) - before, setting: await setting() };
  };
  const REFUSED = { status: 400, written: 0, setting: null };
  const body = () => JSON.stringify(message());

  it("what nobody signed, or somebody else did", async () => {
    const text = body();
    expect(await outcome(text, null)).toEqual(REFUSED);
    expect(await outcome(text, "")).toEqual(REFUSED);
    expect(await outcome(text, await signatureOf(text, { with: "not the secret at all" }))).toEqual(
      REFUSED,
    );
    expect(await outcome(text, `t=${now()},v1=${"0".repeat(64)}`)).toEqual(REFUSED);
    expect(await outcome(text, (await signatureOf(text)).replace("v1=", "v0="))).toEqual(REFUSED);
    expect(await outcome(text, (await signatureOf(text)).toUpperCase())).toEqual(REFUSED);
    expect(await outcome(text, (await signatureOf(text)).slice(0, -2))).toEqual(REFUSED);
  });

  it("a signature of another body or another time", async () => {
    const text = body();
    const signature = await signatureOf(text);
    expect(await outcome(text.replace('"on"', '"off"'), signature)).toEqual(REFUSED);
    expect(await outcome(text.slice(0, -1), signature)).toEqual(REFUSED);
    expect(await outcome(`${text} `, signature)).toEqual(REFUSED);
    expect(await outcome(text, signature.replace(/t=\d+/, `t=${now() - 60}`))).toEqual(REFUSED);
  });

  it.each([-301, 301, -86_400])("a message signed %i seconds from now", async (away) => {
    const text = body();
    expect(await outcome(text, await signatureOf(text, { seconds: now() + away }))).toEqual(
      REFUSED,
    );
  });

  it.each([
    "{",
    "",
    "[]",
    "null",
    JSON.stringify({ flag: FLAG }),
    ...[
      { scope: "everyone" },
      { value: "yes" },
      { value: undefined },
      { scope: "organization", organizationId: null },
      { scope: "user", userId: null },
      { scope: "service" },
      { organizationId: "1" },
      { flag: "__proto__" },
      { id: "" },
      { id: "x".repeat(201) },
      { by: "two\nlines" },
      { surprise: 1 },
    ].map((wrong) =>
      JSON.stringify({ ...message(), organizationId: crypto.randomUUID(), ...wrong }),
    ),
  ])("what is signed but no message: %s", async (text) => {
    expect(await outcome(text, await signatureOf(text))).toEqual(REFUSED);
  });

  it("what is larger than 64 KiB, though signed", async () => {
    const text = JSON.stringify({ ...message(), filler: "x".repeat(64 * 1024) });
    expect(await outcome(text, await signatureOf(text))).toEqual({ ...REFUSED, status: 413 });
  });
});

it("a page's cookies and Origin are no signature", async () => {
  const reply = await admin.browser.request(PATH, {
    method: "POST",
    headers: { origin: "http://localhost:8787", "content-type": "application/json" },
    body: JSON.stringify(message()),
  });
  expect(readError(reply)).toMatchObject({ status: 400, code: "invalid_input" });
});
