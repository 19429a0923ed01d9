import type { ImportRow } from "#shared/leads";
import { describe, expect, it } from "vitest";
import { Browser } from "./Browser.ts";
import { join, type Person, signUp, signUpProven } from "./people.ts";

async function newList(person: Person, rows: ImportRow[]): Promise<string> {
  const id = crypto.randomUUID();
  await person.browser.call("createList", { body: { id, name: "List" } });
  if (rows.length > 0) {
    await person.browser.call("importLeads", { params: { listId: id }, body: { rows } });
  }
  return id;
}

const row = (rowNumber: number): ImportRow => ({
  rowNumber,
  fields: {
    name: `Lead ${String(rowNumber).padStart(3, "0")}`,
    phone: `(212) 555-${String(rowNumber).padStart(4, "0")}`,
    state: "NY",
  },
  custom: { Beds: "40" },
});

describe("import", () => {
  it("takes and refuses row by row, says why, and adds nothing when it is sent again", async () => {
    const person = await signUp();
    const listId = await newList(person, []);
    const slice = {
      params: { listId },
      body: {
        rows: [
          row(1),
          { rowNumber: 2, fields: { name: "No number" }, custom: {} },
          { rowNumber: 3, fields: { name: "Short", phone: "555014" }, custom: {} },
          { ...row(1), rowNumber: 4 },
          { rowNumber: 5, fields: { phone: "2125550142" }, custom: {} },
          row(6),
        ],
      },
    };
    const answer = {
      added: 2,
      refused: [
        { rowNumber: 2, reason: "no_phone" },
        { rowNumber: 3, reason: "bad_phone" },
        { rowNumber: 4, reason: "duplicate" },
        { rowNumber: 5, reason: "no_name" },
      ],
    };
    expect(await person.browser.call("importLeads", slice)).toEqual(answer);
    expect(await person.browser.call("importLeads", slice)).toEqual(answer);
    const again = await newList(person, []);
    const elsewhere = { params: { listId: again }, body: slice.body };
    expect(await person.browser.call("importLeads", elsewhere)).toMatchObject({ added: 0 });
    const { leads } = await person.browser.call("getQueue", { params: { listId }, query: {} });
    expect(leads.map((lead) => lead.name)).toEqual(["Lead 001", "Lead 006"]);
    expect(leads[0]).toMatchObject({
      phone: "+12125550001",
      phoneOriginal: "(212) 555-0001",
      timeZone: "America/New_York",
      timeZoneSource: "state",
      custom: { Beds: "40" },
      ownerId: null,
    });
  });

  it("answers 404 for another organisation's list as for one that is not", async () => {
    const listId = await newList(await signUp(), []);
    const { browser } = await signUp();
    for (const id of [listId, crypto.randomUUID()]) {
      const refused = await browser.refused("importLeads", {
        params: { listId: id },
        body: { rows: [row(1)] },
      });
      expect(refused).toMatchObject({ status: 404, code: "not_found" });
    }
  });

  it("makes one list however often it is asked for, and takes nobody else's id", async () => {
    const person = await signUp();
    const id = await newList(person, []);
    await newList(person, []);
    await person.browser.call("createList", { body: { id, name: "List" } });
    expect((await person.browser.call("listLists", {})).lists).toHaveLength(2);
    const { browser } = await signUp();
    const refused = await browser.refused("createList", { body: { id, name: "List" } });
    expect([403, 404, 409]).toContain(refused.status);
    expect((await browser.call("listLists", {})).lists).toEqual([]);
  });
});

describe("leads", () => {
  it("come page by page, each once", async () => {
    const person = await signUp();
    const listId = await newList(
      person,
      Array.from({ length: 25 }, (_, at) => row(at + 1)),
    );
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page: { leads: { name: string }[]; nextCursor: string | null } =
        await person.browser.call("listLeads", {
          query: { listId, limit: 10, ...(cursor ? { cursor } : {}) },
        });
      seen.push(...page.leads.map((lead) => lead.name));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });

  it("are found by number as typed", async () => {
    const person = await signUp();
    await newList(person, [row(7), row(8)]);
    const { leads } = await person.browser.call("listLeads", { query: { search: "5550007" } });
    expect(leads.map((lead) => lead.name)).toEqual(["Lead 007"]);
  });

  it("give the practice list once to an organisation", async () => {
    const { browser } = await signUp();
    const first = await browser.call("createSampleList", {});
    const second = await browser.call("createSampleList", {});
    expect(second).toEqual(first);
    expect(first).toMatchObject({ leadCount: 10, remainingCount: 10, isSample: true });
  });
});

describe("calls", () => {
  const startedAt = "2026-11-22T09:00:00Z";
  const endedAt = "2026-11-22T09:02:00Z";

  it("are written whole, count in the numbers, and take the lead out of the queue", async () => {
    const person = await signUpProven();
    const listId = await newList(person, [row(1), row(2)]);
    const queue = await person.browser.call("getQueue", { params: { listId }, query: {} });
    const lead = queue.leads[0];
    const call = {
      params: { callId: crypto.randomUUID() },
      body: {
        leadId: lead?.id ?? "",
        startedAt,
        endedAt,
        outcome: "connected" as const,
        notes: "Wants a demo.\nCall on Monday.",
      },
    };
    await person.browser.call("saveCall", call);
    expect(await person.browser.call("saveCall", call)).toMatchObject({
      leadName: "Lead 001",
      userName: "person",
      outcome: "connected",
      isPractice: false,
    });
    const left = await person.browser.call("getQueue", { params: { listId }, query: {} });
    expect(left.leads.map((each) => each.name)).toEqual(["Lead 002"]);
    expect(
      await person.browser.call("getDayNumbers", { query: { since: "2026-11-22T00:00:00Z" } }),
    ).toEqual({ calls: 1, reached: 1, talkSeconds: 120 });
    const detail = await person.browser.call("getLead", { params: { leadId: lead?.id ?? "" } });
    expect(detail.calls.map((each) => each.notes)).toEqual(["Wants a demo.\nCall on Monday."]);
  });

  it("are refused to real leads before the address is proved, and allowed to practise", async () => {
    const person = await signUp();
    const listId = await newList(person, [row(1)]);
    const real = await person.browser.call("getQueue", { params: { listId }, query: {} });
    const sample = await person.browser.call("createSampleList", {});
    const practice = await person.browser.call("getQueue", {
      params: { listId: sample.id },
      query: {},
    });
    const call = (leadId: string) => ({
      params: { callId: crypto.randomUUID() },
      body: { leadId, startedAt, endedAt: null, outcome: null, notes: "" },
    });
    expect(await person.browser.refused("saveCall", call(real.leads[0]?.id ?? ""))).toMatchObject({
      status: 403,
      code: "address_unproven",
    });
    expect(await person.browser.call("saveCall", call(practice.leads[0]?.id ?? ""))).toMatchObject({
      isPractice: true,
    });
  });

  it("are a rep's own: a colleague sees them as a manager alone", async () => {
    const admin = await signUpProven();
    const rep = await join(admin, "rep");
    const other = await join(admin, "rep");
    const listId = await newList(rep, [row(1)]);
    const { leads } = await rep.browser.call("getQueue", { params: { listId }, query: {} });
    await rep.browser.call("saveCall", {
      params: { callId: crypto.randomUUID() },
      body: { leadId: leads[0]?.id ?? "", startedAt, endedAt, outcome: "busy", notes: "" },
    });
    expect((await admin.browser.call("listCalls", { query: {} })).calls).toHaveLength(1);
    expect((await other.browser.call("listCalls", { query: {} })).calls).toEqual([]);
    const stranger = await signUp();
    const refused = await stranger.browser.refused("getLead", {
      params: { leadId: leads[0]?.id ?? "" },
    });
    const unknown = await new Browser().refused("getLead", {
      params: { leadId: crypto.randomUUID() },
    });
    expect(refused).toMatchObject({ status: 404, code: "not_found" });
    expect(unknown).toMatchObject({ status: 401 });
  });
});
