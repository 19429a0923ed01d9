import { beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { agreeContract } from "./agreeContract.ts";
import { APP_ORIGIN, Browser, readError } from "./Browser.ts";
import { awaitMail, tokenOf } from "./mailbox.ts";
import { newAddress, PASSWORD, type Person, signUp, signUpProven } from "./people.ts";

let person: Person;
let listId: string;
let leadId: string;
beforeAll(async () => {
  person = await signUpProven();
  listId = crypto.randomUUID();
  await person.browser.call("createList", { body: { id: listId, name: "List" } });
  await person.browser.call("importLeads", {
    params: { listId },
    body: { rows: [{ rowNumber: 1, fields: { name: "Lead", phone: "2125550100" } }] },
  });
  // Practice needs no permit.
  const sample = await person.browser.call("createSampleList", {});
  const { leads } = await person.browser.call("listLeads", { query: { listId: sample.id } });
  leadId = leads[0]?.id ?? "";
});

const importRow = (name: string, phone: string, custom: Record<string, string> = {}) =>
  person.browser.send("importLeads", {
    params: { listId },
    body: { rows: [{ rowNumber: 1, fields: { name, phone }, custom }] },
  });

describe("a point in time", () => {
  const save = (startedAt: string) =>
    person.browser.send("saveCall", {
      params: { callId: crypto.randomUUID() },
      body: { leadId, startedAt, endedAt: null, outcome: null, notes: "" },
    });

  it.each([
    ["2025-11-22T09:00:00+23:59", "2025-11-21T09:01:00"],
    ["2025-11-22T09:00:00-16:00", "2025-11-23T01:00:00"],
    [`2025-11-22T09:00:00.${"1".repeat(500)}Z`, "2025-11-22T09:00:00.111"],
  ])("with any offset is the same moment: %s", async (given, kept) => {
    const reply = await save(given);
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.text).startedAt).toContain(kept);
  });

  it.each(["0000-01-01T00:00:00Z", "0001-01-01T00:00:00+10:00", "9999-12-31T23:59:59-10:00"])(
    "that no call can have is refused by its field: %s",
    async (given) => {
      const error = readError(await save(given));
      expect(error).toMatchObject({ status: 400, code: "invalid_input" });
      expect(error.fields?.[0]?.path).toBe("startedAt");
    },
  );

  it("in a made-up cursor, or as a day's start, breaks nothing", async () => {
    const cursor = btoa(`["2026-11-22T09:00:00+20:00","${leadId}"]`);
    expect((await person.browser.send("listCalls", { query: { cursor } })).status).toBe(400);
    // Leads run by name: to them it is a name like any other.
    expect((await person.browser.send("listLeads", { query: { cursor } })).status).toBe(200);
    const day = await person.browser.send("getDayNumbers", {
      query: { since: "2026-11-22T09:00:00+23:00" },
    });
    expect(day.status).toBe(200);
  });
});

describe("a file's row", () => {
  it("is cut between characters, not through one", async () => {
    const reply = await importRow(`${"x".repeat(199)}😀😀`, "2125550101");
    expect(reply.text).toContain('"added":1');
    const { leads } = await person.browser.call("listLeads", { query: { search: "xxx" } });
    expect(leads[0]?.name).toBe(`${"x".repeat(199)}😀`);
  });

  it("keeps keys that mean something to JavaScript as what they are", async () => {
    await importRow("Keys", "2125550102", { constructor: "a", toString: "b" });
    const { leads } = await person.browser.call("listLeads", { query: { search: "Keys" } });
    expect(leads[0]?.custom).toEqual({ constructor: "a", toString: "b" });
  });

  it.each([
    [
      "too many columns",
      Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`c${at}`, ""])),
    ],
    [
      "too much text",
      Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`c${at}`, "x".repeat(2_000)])),
    ],
  ])("of %s is refused by its number", async (_, custom) => {
    const error = readError(await importRow("Heavy", "2125550103", custom));
    expect(error).toMatchObject({ status: 400, code: "invalid_input" });
    expect(error.fields?.[0]?.path).toBe("rows.0.custom");
  });
});

describe("a search", () => {
  it("takes a star as a star", async () => {
    const found = await person.browser.call("listLeads", { query: { search: "L*d" } });
    expect(found.leads).toEqual([]);
  });

  it("for what no text holds is refused by its field", async () => {
    const error = readError(await person.browser.request("/api/leads?search=%00"));
    expect(error.fields?.[0]?.path).toBe("search");
  });
});

describe("a name", () => {
  it.each(["a\u0085b", "a\u2028b", "\u202Egnp.exe", "\u200B\u2060", "see https://evil.example"])(
    "that hides or advertises something is refused by its field: %j",
    async (name) => {
      const me = await person.browser.refused("updateMe", { body: { fullName: name } });
      expect(me.fields?.[0]?.path).toBe("fullName");
      const organization = await person.browser.refused("updateOrganization", { body: { name } });
      expect(organization.fields?.[0]?.path).toBe("name");
    },
  );
});

describe("what people tell Supabase Auth past the Worker", () => {
  it("does not break their own sign-in", async () => {
    const { browser, email } = await signUp();
    const env = z
      .object({ SUPABASE_URL: z.string(), SUPABASE_ANON_KEY: z.string() })
      .parse(inject("worldEnv"));
    const token = browser.cookies.get("salespulse-access") ?? "";
    const told = await fetch(`${env.SUPABASE_URL}/auth/v1/user`, {
      method: "PUT",
      headers: {
        apikey: env.SUPABASE_ANON_KEY,
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ data: { full_name: { a: 1 } } }),
    });
    expect(told.status).toBe(200);
    expect((await browser.call("getUser", {})).email).toBe(email);
    await new Browser().call("token", {
      query: { grant_type: "password" },
      body: { email, password: PASSWORD },
    });
  });
});

describe("an invitation taken back while somebody signs up by it", () => {
  it("lets them in or tells them that the link is spent", async () => {
    await agreeContract(person);
    const guests = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const email = newAddress("guest");
        const { id } = await person.browser.call("invite", { body: { email, role: "rep" } });
        const token = tokenOf(await awaitMail(email, "invite_member"), "invite_link");
        return { email, id, token };
      }),
    );
    const statuses = await Promise.all(
      guests.map(async ({ email, id, token }) => {
        const [signedUp] = await Promise.all([
          new Browser().send("signUp", {
            body: { email, password: PASSWORD, data: { invitation_token: token } },
          }),
          person.browser.send("revokeInvitation", { params: { invitationId: id } }),
        ]);
        return signedUp.status;
      }),
    );
    for (const status of statuses) expect([200, 410]).toContain(status);
  });
});

// One try more than two minutes allow: one of them is over the limit wherever the minute turns.
describe("guessing a password", () => {
  it("is limited, and locks nobody else out of the account", async () => {
    const { email } = await signUp();
    const signIn = async (ip: string, password: string) => {
      const reply = await new Browser().request("/auth/v1/token?grant_type=password", {
        method: "POST",
        headers: {
          origin: APP_ORIGIN,
          "content-type": "application/json",
          "cf-connecting-ip": ip,
        },
        body: JSON.stringify({ email, password }),
      });
      return reply.status;
    };
    const statuses = new Set<number>();
    for (let tries = 0; tries < 21; tries += 1) {
      statuses.add(await signIn("203.0.113.88", `wrong guess ${tries}`));
    }
    expect(statuses).toEqual(new Set([400, 429]));
    expect(await signIn("203.0.113.99", PASSWORD)).toBe(200);
  });
});

describe("renewing a session over and over", () => {
  it("is limited by the caller's address", async () => {
    const headers = { origin: APP_ORIGIN, "cf-connecting-ip": "203.0.113.77" };
    const renew = () =>
      new Browser().request("/auth/v1/token?grant_type=refresh_token", { method: "POST", headers });
    const statuses = new Set<number>();
    for (let tries = 0; tries < 601; tries += 1) statuses.add((await renew()).status);
    expect(statuses).toEqual(new Set([401, 429]));
  });
});
