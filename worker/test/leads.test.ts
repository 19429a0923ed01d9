import type { ImportRow } from "#shared/leads";
import { describe, expect, it } from "vitest";
import { type Person, signUp } from "./people.ts";

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
