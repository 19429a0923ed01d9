import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actAs, type Caller } from "./actAs.ts";
import { DialFloor, type Rep } from "./DialFloor.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;
let floor: DialFloor;

beforeAll(async () => {
  database = await startTestDatabase();
  floor = await DialFloor.open(database.superuser);
});
afterAll(() => database.stop());

const FIND =
  "select id, action, label from public.find_audit($1, $2, $3, null, null, null, $4, $5)";
const find = (
  rep: Rep,
  search: string | null,
  of: { service?: boolean; entity?: string; before?: string; most?: number } = {},
) =>
  floor.run(rep, FIND, [
    of.service ?? false,
    search,
    of.entity ?? null,
    of.before ?? null,
    of.most ?? 50,
  ]);

describe("the audit trail", () => {
  it.each([
    "insert into public.audit_log (via, action, entity) values ('app', 'add', 'flag')",
    "update public.audit_log set label = 'x'",
    "delete from public.audit_log",
    "truncate public.audit_log",
    "select private.note(null, 'add', 'flag', null, null)",
  ])("is written by nobody past what happened: %s", async (statement) => {
    const callers: Caller[] = [{ role: "anon" }, floor.admin.caller, { role: "service_role" }];
    for (const caller of callers) {
      await expect(
        actAs(floor.db, caller, (client) => client.query(statement), "commit"),
      ).rejects.toThrow(/permission denied|append-only/);
    }
    // Not even who owns it rewrites what stands there.
    if (!/^(update|delete|truncate)/.test(statement)) return;
    await floor.db.query("begin");
    await floor.db.query("set local role postgres");
    await expect(floor.db.query(statement)).rejects.toThrow("append-only");
    await floor.db.query("rollback");
  });

  it("is found by admins in their own organization, and the service's by operators", async () => {
    const [manager, rep] = [await floor.join("manager"), await floor.join()];
    for (const person of [manager, rep]) {
      await expect(find(person, null)).rejects.toThrow("forbidden");
    }
    await expect(find(floor.admin, null, { service: true })).rejects.toThrow("forbidden");
    const stranger = (await DialFloor.open(database.superuser)).admin;
    await floor.run(floor.admin, "update public.organizations set name = 'Analytical Engines'");
    expect(await find(floor.admin, "analytical")).toHaveLength(1);
    expect(await find(stranger, "analytical")).toEqual([]);
    await floor.db.query("insert into public.operators (user_id) values ($1)", [rep.id]);
    expect(await find(rep, "analytical", { service: true })).toEqual([]);
    await expect(find(rep, null)).rejects.toThrow("forbidden");
  });

  it("is found whole by words, however far back: common ones in order, rare ones by their index", async () => {
    const { admin, organizationId } = (floor = await DialFloor.open(database.superuser));
    await floor.db.query(
      `insert into public.audit_log (organization_id, via, action, entity, label)
       select $1, 'app', (array['change', 'remove'])[1 + n % 2], 'script', 'Text ' || n || case when n % 1000 = 7 then ' rare%_' else '' end
       from generate_series(1, 6000) n`,
      [organizationId],
    );
    const [newest] = await find(admin, "text", { most: 1 });
    expect(newest).toMatchObject({ label: "Text 6000" });
    const rare = await find(admin, "RARE%_");
    expect(rare.map(({ label }) => label)).toEqual(
      [5007, 4007, 3007, 2007, 1007, 7].map((n) => `Text ${n} rare%_`),
    );
    expect(await find(admin, "rare% removed", { before: String(rare[1]?.["id"]) })).toHaveLength(4);
    expect(await find(admin, "rare%x")).toEqual([]);
    const pages: unknown[] = [];
    let before: string | undefined;
    for (;;) {
      const page = await find(admin, "text removed", { most: 1000, ...(before && { before }) });
      pages.push(...page.map(({ label }) => label));
      if (page.length < 1000) break;
      before = String(page.at(-1)?.["id"]);
    }
    expect(new Set(pages).size).toBe(3000);
    expect(pages).toHaveLength(3000);
    await expect(find(admin, "x".repeat(101))).rejects.toThrow("invalid_input");
    expect(await find(admin, "'; drop table x; --")).toEqual([]);
  });
});
