import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actAs } from "./actAs.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

interface Page {
  readonly events: { readonly kind: string }[];
  readonly position: string;
  readonly missed: boolean;
  readonly waits: boolean;
}

let database: TestDatabase;
let db: Client;
const organization = randomUUID();

beforeAll(async () => {
  database = await startTestDatabase();
  db = database.superuser;
});
afterAll(() => database.stop());
beforeEach(async () => {
  await db.query("truncate public.live_events");
  await db.query("update private.live_horizon set xid = '0', id = 0");
});

const asService = async (text: string, values: unknown[] = []) => {
  const act = async (client: Client) => (await client.query(text, values)).rows[0];
  return actAs(db, { role: "service_role" }, act, "commit");
};
const read = async (after: string | null): Promise<Page> =>
  (await asService("select public.read_live_events($1, $2, 10) as page", [organization, after]))
    .page;
const prune = async (): Promise<number> =>
  (await asService("select public.prune_live_events('24 hours', 1000) as pruned")).pruned;
const tell = (kind: string) => db.query("select private.tell($1, $2)", [organization, kind]);

describe("after a dump was restored, whose transactions are higher than the database's own", () => {
  beforeEach(async () => {
    await db.query("update private.live_horizon set xid = '900000000000'");
    await db.query(
      "insert into public.live_events (xid, organization_id, kind) values ('900000000001', $1, 'of_before')",
      [organization],
    );
  });

  it("a place once given is good: nobody is told for ever that they missed something", async () => {
    expect((await read("900000000001.1")).missed).toBe(true);
    const { position, missed, waits } = await read(null);
    expect({ missed, waits }).toEqual({ missed: false, waits: false });
    await tell("of_now");
    expect(await read(position)).toMatchObject({
      missed: false,
      events: [{ kind: "of_now" }],
    });
  });

  it("the schedule takes away what is of no transaction that was here", async () => {
    await tell("of_now");
    await prune();
    const { rows } = await db.query("select kind from public.live_events");
    expect(rows).toEqual([{ kind: "of_now" }]);
    const { rows: ahead } = await db.query(
      "select from private.live_horizon where xid > pg_snapshot_xmax(pg_current_snapshot())",
    );
    expect(ahead).toEqual([]);
  });
});

it("what no desktop could have heard yet is not taken away", async () => {
  const slow = await database.connect();
  await slow.query("begin");
  await slow.query("select private.tell($1, 'slow')", [organization]);
  await tell("behind_it");
  await db.query("update public.live_events set created_at = now() - interval '2 days'");
  expect(await prune()).toBe(0);
  await slow.query("commit");
  expect(await prune()).toBe(1);
});
