import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { agreeContract } from "./agreeContract.ts";
import { DialFloor } from "./DialFloor.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

const LEADS = 10_000;

let database: TestDatabase;
let floor: DialFloor;

beforeAll(async () => {
  database = await startTestDatabase();
});
beforeEach(async () => {
  floor = await DialFloor.open(database.superuser);
  await agreeContract(floor.db, floor.organizationId);
  await floor.db.query(
    `insert into public.leads (organization_id, name, phone, phone_original, time_zone, time_zone_source)
     select $1, 'Lead ' || n, '+1212' || (5000000 + n), '', 'America/New_York', 'file'
     from generate_series(1, $2::integer) n`,
    [floor.organizationId, LEADS],
  );
  await floor.db.query("analyze");
});
afterAll(() => database.stop());

const scoreIs = (value: number) => [{ field: "score", operator: "is", value }];

async function newList(score: number): Promise<string> {
  const list = randomUUID();
  await floor.run(floor.admin, "select public.create_list($1, 'List', $2, 'position', null)", [
    list,
    JSON.stringify(scoreIs(score)),
  ]);
  return list;
}

async function size(list: string): Promise<number> {
  const { rows } = await floor.db.query<{ size: number }>(
    "select count(*)::integer as size from public.list_leads where list_id = $1",
    [list],
  );
  return rows[0]?.size ?? 0;
}

it("a list that was made just now, and that nobody measured yet, changes its conditions at once", async () => {
  const list = await newList(0);
  expect(await size(list)).toBe(LEADS);
  await floor.run(floor.admin, "select public.update_list($1, $2)", [list, { filter: scoreIs(1) }]);
  expect(await size(list)).toBe(0);
});

it("a rep who dials waits for a part of many changes, and the others follow", async () => {
  const list = await newList(1);
  await floor.db.query("update public.leads set score = 1 where organization_id = $1", [
    floor.organizationId,
  ]);
  await floor.pass("2 minutes");
  const session = randomUUID();
  for (const part of [2_000, 4_000, 6_000, 8_000, LEADS, LEADS]) {
    await floor.sync(floor.admin, session, list);
    expect(await size(list)).toBe(part);
  }
});
