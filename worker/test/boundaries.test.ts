import { api, type Endpoint } from "#shared/api";
import { beforeAll, describe, expect, it } from "vitest";
import { APP_ORIGIN, Browser, readError } from "./Browser.ts";
import {
  join,
  newAddress,
  PASSWORD,
  type Person,
  signUp,
  signUpOperator,
  signUpProven,
} from "./people.ts";

let admin: Person;
let operator: Person;
/** A browser of somebody who may call the endpoint. */
const browserFor = (endpoint: Endpoint) =>
  (endpoint.access === "operator" ? operator : admin).browser.copy();

beforeAll(async () => {
  [admin, operator] = await Promise.all([signUpProven(), signUpOperator()]);
});

const endpoints = Object.entries<Endpoint>(api);
const withBody = endpoints.filter(([, endpoint]) => endpoint.body !== undefined);

/** An endpoint's path with an id that names nothing, and its required query. */
function pathOf(endpoint: Endpoint): string {
  const path = endpoint.path.replaceAll(/:\w+/g, (name) =>
    name === ":flag" ? "voice_ai_enabled" : crypto.randomUUID(),
  );
  return path === "/auth/v1/token" ? `${path}?grant_type=password` : path;
}

const json = { origin: APP_ORIGIN, "content-type": "application/json" };

describe("every endpoint", () => {
  it.each(endpoints.filter(([, endpoint]) => endpoint.access !== "public"))(
    "%s answers 401 to nobody",
    async (_, endpoint) => {
      const reply = await new Browser().request(pathOf(endpoint), {
        method: endpoint.method,
        headers: json,
        ...(endpoint.method === "GET" ? {} : { body: "{}" }),
      });
      expect(readError(reply)).toMatchObject({ status: 401, code: "not_signed_in" });
    },
  );

  it.each(withBody)("%s refuses what is no JSON, or no UTF-8", async (_, endpoint) => {
    for (const body of ["{", "\u0000", new Uint8Array([0x22, 0xff, 0xfe, 0x22])]) {
      const reply = await browserFor(endpoint).request(pathOf(endpoint), {
        method: endpoint.method,
        headers: json,
        body,
      });
      expect(readError(reply)).toMatchObject({ status: 400, code: "malformed_body" });
    }
  });

  it.each(withBody)("%s refuses a field it does not know, by its name", async (_, endpoint) => {
    const reply = await browserFor(endpoint).request(pathOf(endpoint), {
      method: endpoint.method,
      headers: json,
      body: JSON.stringify({ surprise: 1 }),
    });
    const error = readError(reply);
    expect(error).toMatchObject({ status: 400, code: "invalid_input" });
    expect(error.fields?.length).toBeGreaterThan(0);
    expect(error.fields?.map((field) => field.path)).toContain("surprise");
  });

  it.each(withBody)("%s refuses a body that is too large, declared or not", async (_, endpoint) => {
    const size = (endpoint.maxBodyBytes ?? 64 * 1024) + 1;
    const piece = new TextEncoder().encode(" ".repeat(64 * 1024));
    const undeclared = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let sent = 0; sent < size; sent += piece.length) controller.enqueue(piece);
        controller.close();
      },
    });
    for (const body of [" ".repeat(size), undeclared]) {
      const reply = await browserFor(endpoint).request(pathOf(endpoint), {
        method: endpoint.method,
        headers: json,
        body,
      });
      expect(readError(reply)).toMatchObject({ status: 413, code: "too_large" });
    }
  });

  it.each(endpoints.filter(([, endpoint]) => endpoint.params !== undefined))(
    "%s answers 404 to an id that is none",
    async (_, endpoint) => {
      for (const id of ["1", "x' or '1'='1", "..%2f..", "%00"]) {
        const reply = await browserFor(endpoint).request(
          endpoint.path.replaceAll(/:\w+/g, () =>
            id.startsWith(".") || id.startsWith("%") ? id : encodeURIComponent(id),
          ),
          {
            method: endpoint.method,
            headers: json,
            ...(endpoint.method === "GET" ? {} : { body: "{}" }),
          },
        );
        expect(readError(reply)).toMatchObject({ status: 404, code: "not_found" });
      }
    },
  );
});

describe("what operators alone may call", () => {
  const theirs = endpoints.filter(([, endpoint]) => endpoint.access === "operator");

  it("is refused to every role of an organisation, whatever they send", async () => {
    const people = [admin, await join(admin, "manager"), await join(admin, "rep")];
    for (const person of people) {
      for (const [name, endpoint] of theirs) {
        const reply = await person.browser.copy().request(pathOf(endpoint), {
          method: endpoint.method,
          headers: json,
          ...(endpoint.method === "GET" ? {} : { body: "{}" }),
        });
        expect({ name, ...readError(reply) }).toMatchObject({
          name,
          status: 403,
          code: "forbidden",
        });
      }
    }
  });
});

describe("the Origin of a write", () => {
  const body = () => JSON.stringify({ email: newAddress(), password: PASSWORD });
  const write = (headers: Record<string, string>) =>
    new Browser().request("/auth/v1/signup", { method: "POST", headers, body: body() });

  it.each([
    ["a foreign page", { origin: "https://evil.example" }],
    [
      "a foreign page that says it is the desktop",
      { origin: "https://evil.example", "x-salespulse-client": "desktop" },
    ],
    ["a sandboxed page", { origin: "null" }],
    ["neither page nor desktop", {}],
    ["another port", { origin: "http://localhost:8788" }],
    ["a look-alike", { origin: `${APP_ORIGIN}.evil.example` }],
  ])("%s is refused", async (_, headers) => {
    expect(readError(await write(headers))).toMatchObject({ status: 403, code: "foreign_origin" });
  });

  it.each([
    ["its own page", { origin: APP_ORIGIN }],
    ["the desktop", { "x-salespulse-client": "desktop" }],
  ])("%s is taken", async (_, headers) => {
    expect((await write(headers)).status).toBe(200);
  });
});

describe("text as people type it", () => {
  const strange = [
    "Robert'); drop table leads; --",
    '<img src=x onerror="alert(1)">',
    "zero\u200Bwidth ✨ Ünïcode 名前",
    '%_\\ and "quotes", (brackets)',
    "-1 or 1=1",
  ];

  it.each(strange)("is kept and found as it is: %s", async (name) => {
    const person = await signUp();
    const me = await person.browser.call("updateMe", { body: { fullName: name } });
    expect(me.user.fullName).toBe(name);
    const list = await person.browser.call("createList", {
      body: { id: crypto.randomUUID(), name },
    });
    expect(list.name).toBe(name);
    await person.browser.call("importLeads", {
      params: { listId: list.id },
      body: { rows: [{ rowNumber: 1, fields: { name, phone: "4155550142" } }] },
    });
    const found = await person.browser.call("listLeads", { query: { search: name } });
    expect(found.leads.map((lead) => lead.name)).toEqual([name]);
    const none = await person.browser.call("listLeads", { query: { search: `${name}x` } });
    expect(none.leads).toEqual([]);
  });

  it.each(["a\u0000b", "\ud800", "line\nbreak"])(
    "is refused where no database holds it: %j",
    async (name) => {
      const refused = await admin.browser.copy().refused("updateMe", { body: { fullName: name } });
      expect(refused).toMatchObject({ status: 400, code: "invalid_input" });
      expect(refused.fields?.[0]?.path).toBe("fullName");
    },
  );

  it("is searched without wildcards of its own", async () => {
    const person = await signUp();
    await person.browser.call("createSampleList", {});
    const all = await person.browser.call("listLeads", { query: { search: "%" } });
    expect(all.leads).toEqual([]);
  });
});

describe("paths that are not in the table", () => {
  it("answer 404, and a known path with another method 405", async () => {
    for (const path of [
      "/api/nothing",
      "/auth/v1/admin/users",
      "/auth/v1/../api/nothing",
      "/api",
    ]) {
      expect(readError(await new Browser().request(path))).toMatchObject({ status: 404 });
    }
    const reply = await new Browser().request("/api/me", { method: "DELETE", headers: json });
    expect(readError(reply)).toMatchObject({ status: 405, code: "method_not_allowed" });
  });
});
