import type { BulkChange, ImportRow, LeadChanges } from "#shared/leads";
import { describe, expect, it } from "vitest";
import { agreeContract } from "./agreeContract.ts";
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
        { rowNumber: 2, reason: "no_phone", leadId: null },
        { rowNumber: 3, reason: "bad_phone", leadId: null },
        { rowNumber: 4, reason: "repeated", leadId: null },
        { rowNumber: 5, reason: "no_name", leadId: null },
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

  it("tells what the organisation has already, and of another rep's lead only that it is there", async () => {
    const admin = await signUpProven();
    const rep = await join(admin, "rep");
    const listId = await newList(admin, []);
    const lead = (rowNumber: number, phone: string, email?: string) => ({
      rowNumber,
      fields: { name: `Lead ${rowNumber}`, phone, ...(email === undefined ? {} : { email }) },
      custom: {},
    });
    const theirs = await admin.browser.call("createLead", {
      body: {
        id: crypto.randomUUID(),
        name: "Theirs",
        phone: "2125550190",
        email: "their@s.test",
        ownerId: admin.id,
      },
    });
    const anyones = await admin.browser.call("createLead", {
      body: {
        id: crypto.randomUUID(),
        name: "Anyone's",
        phone: "2125550191",
        email: "any@one.test",
      },
    });
    const slice = {
      params: { listId },
      body: {
        rows: [
          lead(1, "212-555-0190"),
          lead(2, "2125550192", "THEIR@s.test"),
          lead(3, "2125550191"),
          lead(4, "2125550193", "any@one.test"),
          lead(5, "2125550194", "new@one.test"),
          lead(6, "2125550195", "New@One.test"),
        ],
      },
    };
    const refusal = (rowNumber: number, reason: string, leadId: string | null = null) => ({
      rowNumber,
      reason,
      leadId,
    });
    expect(await rep.browser.call("importLeads", slice)).toEqual({
      added: 1,
      refused: [
        refusal(1, "duplicate"),
        refusal(2, "duplicate"),
        refusal(3, "duplicate", anyones.id),
        refusal(4, "duplicate_email", anyones.id),
        refusal(6, "repeated"),
      ],
    });
    const asAdmin = await admin.browser.call("importLeads", slice);
    expect(asAdmin.refused.slice(0, 2)).toEqual([
      refusal(1, "duplicate", theirs.id),
      refusal(2, "duplicate_email", theirs.id),
    ]);
  });

  it("takes zone and score from the file, keeps what does not fit, and knows numbers not to call", async () => {
    const person = await signUp();
    await person.browser.call("addDoNotCall", { body: { phones: ["212 555 0001"] } });
    const listId = await newList(person, [
      { ...row(1), fields: { ...row(1).fields, timeZone: "America/Denver", score: "12" } },
      { ...row(2), fields: { ...row(2).fields, timeZone: "EST", score: "high", email: "none" } },
    ]);
    const { leads } = await person.browser.call("findLeads", { body: { listId } });
    expect(leads).toMatchObject([
      { timeZone: "America/Denver", timeZoneSource: "file", score: 12, doNotCall: true },
      {
        timeZone: "America/New_York",
        timeZoneSource: "state",
        score: 0,
        doNotCall: false,
        custom: { Beds: "40", Score: "high", "Time zone": "EST", "Mail address": "none" },
      },
    ]);
    const { names } = await person.browser.call("listCustomFields", {});
    expect(names).toEqual(["Beds", "Mail address", "Score", "Time zone"]);
  });
});

describe("leads", () => {
  it("come in pages however many a page may hold", async () => {
    const person = await signUp();
    const listId = await newList(person, []);
    for (let from = 1; from <= 1_100; from += 500) {
      const rows = Array.from({ length: Math.min(500, 1_101 - from) }, (_, at) => row(from + at));
      await person.browser.call("importLeads", { params: { listId }, body: { rows } });
    }
    const first = await person.browser.call("findLeads", { body: { limit: 1_000 } });
    const second = await person.browser.call("findLeads", {
      body: { limit: 1_000, cursor: first.nextCursor ?? "" },
    });
    expect(second.nextCursor).toBeNull();
    const ids = new Set([...first.leads, ...second.leads].map((lead) => lead.id));
    expect([first.leads.length + second.leads.length, ids.size]).toEqual([1_100, 1_100]);
    expect(await person.browser.call("countLeads", { body: { filter: [] } })).toEqual({
      count: 1_100,
    });
  });

  it.each([
    { filter: [{ field: "organization_id", operator: "is", value: "x" }] },
    { filter: [{ field: "name", operator: "is_not", value: ["x"] }] },
    { filter: [{ field: "custom.", operator: "is", value: "x" }] },
    { filter: [{ field: "score", operator: "is", value: "1; drop table leads" }] },
    { cursor: "bm90IG91cnM=" },
    {
      sort: { field: "score", descending: true },
      cursor: btoa('["one","00000000-0000-4000-8000-000000000000"]'),
    },
    { sort: { field: "phone_original", descending: true } },
  ])("refuse to be looked for by %j", async (body) => {
    const { browser } = await signUp();
    // @ts-expect-error -- what no client of ours sends
    const refused = await browser.refused("findLeads", { body });
    expect(refused).toMatchObject({ status: 400, code: "invalid_input" });
  });

  it("are added once, and not with a number or an address that is there", async () => {
    const person = await signUp();
    const body = {
      id: crypto.randomUUID(),
      name: "Ada",
      phone: "(312) 555-0142",
      email: "ada@example.test",
      custom: { Beds: "40", None: null },
      listId: await newList(person, []),
    };
    const lead = await person.browser.call("createLead", { body });
    expect(lead).toMatchObject({
      phone: "+13125550142",
      phoneOriginal: "(312) 555-0142",
      timeZone: "America/Chicago",
      timeZoneSource: "number",
      custom: { Beds: "40" },
    });
    expect(await person.browser.call("createLead", { body })).toEqual(lead);
    const detail = await person.browser.call("getLead", { params: { leadId: lead.id } });
    expect(detail.lists).toEqual([{ id: body.listId, name: "List" }]);
    const again = { ...body, id: crypto.randomUUID() };
    for (const other of [{ email: "b@example.test" }, { phone: "3125550143" }]) {
      const refused = await person.browser.refused("createLead", { body: { ...again, ...other } });
      expect(refused).toMatchObject({ status: 409, code: "conflict" });
    }
    const refused = await person.browser.refused("createLead", { body: { ...again, phone: "12" } });
    expect(refused).toMatchObject({ status: 400, code: "invalid_input" });
  });

  it("that move keep another clock, until a person confirms one", async () => {
    const person = await signUp();
    const { id } = await person.browser.call("createLead", {
      body: { id: crypto.randomUUID(), name: "Ada", phone: "2125550142", state: "new york" },
    });
    const update = (body: LeadChanges) =>
      person.browser.call("updateLead", { params: { leadId: id }, body });
    expect(await update({ postalCode: "46402", state: "IN" })).toMatchObject({
      state: "IN",
      timeZone: "America/Chicago",
      timeZoneSource: "postal_code",
    });
    expect(await update({ postalCode: "94107" })).toMatchObject({ timeZone: null });
    expect(await update({ timeZone: "america/denver" })).toMatchObject({
      timeZone: "America/Denver",
      timeZoneSource: "confirmed",
    });
    expect(
      await update({ state: "CA", postalCode: null, custom: { Beds: "4", Gone: null } }),
    ).toMatchObject({
      state: "CA",
      timeZone: "America/Denver",
      custom: { Beds: "4" },
    });
    for (const timeZone of ["EST", "Mars/Olympus", "+05:00"]) {
      const refused = await person.browser.refused("updateLead", {
        params: { leadId: id },
        body: { timeZone },
      });
      expect(refused).toMatchObject({ status: 400, code: "invalid_input" });
    }
  });

  it("are changed many at once, their clocks with their places", async () => {
    const person = await signUp();
    const listId = await newList(person, [row(1), row(2), row(3)]);
    const { leads } = await person.browser.call("findLeads", { body: { listId } });
    await person.browser.call("updateLead", {
      params: { leadId: leads[0]?.id ?? "" },
      body: { timeZone: "America/Phoenix" },
    });
    const edit = (change: BulkChange) =>
      person.browser.call("editLeads", { body: { selection: { filter: [] }, change } });
    expect(await edit({ kind: "field", field: "state", value: "california" })).toEqual({
      changed: 3,
    });
    expect(await edit({ kind: "field", field: "city", value: null })).toEqual({ changed: 0 });
    const moved = await person.browser.call("findLeads", { body: { listId } });
    expect(moved.leads).toMatchObject([
      { state: "CA", timeZone: "America/Phoenix", timeZoneSource: "confirmed" },
      { state: "CA", timeZone: "America/Los_Angeles", timeZoneSource: "state" },
      { state: "CA", timeZone: "America/Los_Angeles", timeZoneSource: "state" },
    ]);
    expect(await edit({ kind: "timeZone", timeZone: "Pacific/Honolulu" })).toEqual({ changed: 3 });
    expect(await edit({ kind: "delete" })).toEqual({ changed: 3 });
  });

  it("stand in lists that keep themselves current, which only their maker and managers change", async () => {
    const admin = await signUpProven();
    await agreeContract(admin);
    const rep = await join(admin, "rep");
    await newList(admin, [row(1), row(2)]);
    const id = crypto.randomUUID();
    const filter = [{ field: "name", operator: "is" as const, value: "lead 002" }];
    const body = { id, name: "Current", filter, callOrder: "score" as const };
    const list = await admin.browser.call("createList", { body });
    expect(list).toMatchObject({ leadCount: 1, filter, callOrder: "score", createdBy: admin.id });
    expect(await admin.browser.call("createList", { body })).toEqual(list);
    const params = { listId: id };
    expect(
      await rep.browser.refused("updateList", { params, body: { name: "Mine" } }),
    ).toMatchObject({ status: 403 });
    const wider = await admin.browser.call("updateList", { params, body: { filter: [] } });
    expect(wider).toMatchObject({ name: "Current", leadCount: 2 });
    expect(
      await admin.browser.refused("importLeads", { params, body: { rows: [row(3)] } }),
    ).toMatchObject({ code: "conflict" });
    expect(await rep.browser.refused("deleteList", { params })).toMatchObject({ status: 403 });
    await admin.browser.call("deleteList", { params });
    expect(await admin.browser.refused("deleteList", { params })).toMatchObject({ status: 404 });
    expect(await admin.browser.call("countLeads", { body: { filter: [] } })).toEqual({ count: 2 });
  });

  it("to practise on come back with their list", async () => {
    const { browser } = await signUp();
    const { id } = await browser.call("createSampleList", {});
    await browser.call("deleteList", { params: { listId: id } });
    expect(await browser.call("createSampleList", {})).toMatchObject({ leadCount: 10 });
  });

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
