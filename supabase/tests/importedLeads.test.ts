import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actAs, type Caller } from "./actAs.ts";
import { signUpPerson } from "./signUpPerson.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;
let db: Client;
let rep: { id: string; caller: Caller };
let outsider: { id: string; caller: Caller };
let list: string;

beforeAll(async () => {
  database = await startTestDatabase();
  db = database.superuser;
  rep = await signUpPerson(db, "rep@example.test");
  outsider = await signUpPerson(db, "outsider@example.test");
  await db.query("update public.profiles set address_proven_at = now()");
  list = randomUUID();
  await run(
    rep.caller,
    "insert into public.lead_lists (id, organization_id, name, created_by) values ($1, private.organization_id(), 'List', private.user_id())",
    [list],
  );
});
afterAll(() => database.stop());

function run(caller: Caller, text: string, values: unknown[] = []) {
  return actAs(db, caller, async (client) => (await client.query(text, values)).rows, "commit");
}

const row = (rowNumber: number, phone: string) => ({
  row_number: rowNumber,
  name: `Lead ${rowNumber}`,
  phone,
  phone_original: phone,
});
const importRows = async (caller: Caller, rows: object[]) =>
  (await run(caller, "select * from public.import_leads($1, $2)", [list, JSON.stringify(rows)]))
    .filter((each) => each.verdict === "added")
    .map((each) => each.row_number);

describe("import_leads", () => {
  it("adds each number once, and answers a slice that is sent again as it did before", async () => {
    const rows = [row(1, "+14155550101"), row(2, "+14155550101"), row(3, "+14155550102")];
    const count = async () =>
      (await run(rep.caller, "select 1 from public.list_leads where list_id = $1", [list])).length;
    expect(new Set(await importRows(rep.caller, rows))).toEqual(new Set([1, 3]));
    const before = await count();
    expect(new Set(await importRows(rep.caller, rows))).toEqual(new Set([1, 3]));
    expect(await count()).toBe(before);
    const [repeated] = await run(
      rep.caller,
      "select verdict from public.import_leads($1, $2, only_this_file => true)",
      [list, JSON.stringify([row(8, "+14155550102")])],
    );
    expect(repeated?.verdict).toBe("repeated");
    const later = [row(7, "+14155550101")];
    expect(await importRows(rep.caller, later)).toEqual([]);
  });

  it("keeps the file's order in the queue", async () => {
    await importRows(rep.caller, [row(12, "+14155550112"), row(11, "+14155550111")]);
    const queue = await run(rep.caller, "select name from public.list_queue($1, 100)", [list]);
    const names = queue.map((lead) => lead.name);
    expect(names.indexOf("Lead 11")).toBe(names.indexOf("Lead 12") - 1);
  });

  it("knows no list of another organisation", async () => {
    await expect(importRows(outsider.caller, [row(1, "+14155550199")])).rejects.toThrow(
      "not_found",
    );
  });

  it("writes nothing of a slice with a row that cannot be", async () => {
    await expect(
      importRows(rep.caller, [row(1, "+14155550150"), row(2, "rubbish")]),
    ).rejects.toThrow("check");
    const found = await run(rep.caller, "select 1 from public.leads where phone = '+14155550150'");
    expect(found).toEqual([]);
  });

  it("measures the tables that it makes grow, so that no row's checks read all the others", async () => {
    for (let slice = 0; slice < 8; slice += 1) {
      const rows = Array.from({ length: 500 }, (_, index) => {
        const rowNumber = 10_000 + slice * 500 + index;
        return row(rowNumber, `+1512${5_550_000 + rowNumber}`);
      });
      expect(await importRows(rep.caller, rows)).toHaveLength(500);
    }
    const { rows } = await db.query(
      "select relname from pg_class where relname in ('leads', 'list_leads') and reltuples > 0",
    );
    expect(rows).toHaveLength(2);
  });
});

describe("row level security at size", () => {
  it("asks who the caller is once a statement, not once a row", async () => {
    const plan = await actAs(db, rep.caller, (client) =>
      client.query("explain (format json) select * from public.leads where name = 'x'"),
    );
    const text = JSON.stringify(plan.rows);
    expect(text).toContain("InitPlan");
    expect(text).not.toMatch(/Filter[^,]*private\.(organization_id|user_id|has_role)\(/);
  });
});
