import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parsePlans } from "../../scripts/plans/parsePlans.ts";
import { renderMigration } from "../../scripts/plans/renderMigration.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

async function readCatalogue() {
  const source = await readFile(join(import.meta.dirname, "../../data/plans.yml"), "utf8");
  const parsed = parsePlans(source);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.catalogue;
}

async function readRows() {
  const { rows } = await database.superuser.query(
    `select id, position, name, seats, sim_lines as "simLines", lists, history_days as "historyDays", features
     from public.plans order by position nulls last, id`,
  );
  return rows;
}

test("the table says what data/plans.yml says", async () => {
  const { plans } = await readCatalogue();
  expect(await readRows()).toEqual(
    plans.map(({ id, name, allows }, index) => ({ id, position: index + 1, name, ...allows })),
  );
});

test("a migration carries plans that are new, changed, in another order or gone", async () => {
  const { plans, ...rest } = await readCatalogue();
  const [free, pro, team, enterprise] = plans;
  if (!free || !pro || !team || !enterprise) throw new Error("The catalogue has four plans.");
  const plus = { ...pro, id: "plus", name: "Plus", allows: { ...pro.allows, seats: 20 } };
  const later = { ...rest, plans: [free, { ...team, name: "Floor" }, plus, enterprise] };
  const { superuser } = database;
  await superuser.query("begin");
  try {
    await superuser.query(renderMigration(later));
    // Again with another plan gone: two without a place do not collide.
    await superuser.query(renderMigration({ ...later, plans: later.plans.slice(0, 3) }));
    expect(await readRows()).toEqual([
      { id: "free", position: 1, name: "Free", ...free.allows },
      { id: "team", position: 2, name: "Floor", ...team.allows },
      { id: "plus", position: 3, name: "Plus", ...plus.allows },
      { id: "enterprise", position: null, name: "Enterprise", ...enterprise.allows },
      { id: "pro", position: null, name: "Pro", ...pro.allows },
    ]);
  } finally {
    await superuser.query("rollback");
  }
});
