import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { carryPlans } from "./carryPlans.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FILES = ["data/plans.yml", "shared/src/catalogue.ts", ".oxfmtrc.json", "supabase/migrations"];

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "plans-"));
  await mkdir(join(root, "shared/src"), { recursive: true });
  for (const file of FILES) await cp(join(ROOT, file), join(root, file), { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

const carry = (checkOnly = false, now = "2031-02-03T04:05:06.789Z") =>
  carryPlans({ root, checkOnly, now: new Date(now) });
const readText = (file: string) => readFile(join(root, file), "utf8");
async function edit(from: string, to: string): Promise<void> {
  const source = await readText("data/plans.yml");
  expect(source).toContain(from);
  await writeFile(join(root, "data/plans.yml"), source.replace(from, to));
}

test("the checkout is carried over: nothing is written", async () => {
  expect(await carry(true)).toEqual({ ok: true, written: [] });
  expect(await carry()).toEqual({ ok: true, written: [] });
});

test("a changed amount goes into the code alone, and once", async () => {
  await edit("amountCents: 9900", "amountCents: 8900");
  expect(await carry(true)).toEqual({
    ok: false,
    problems: [
      "shared/src/catalogue.ts says something else than data/plans.yml: run npm run plans.",
    ],
  });
  expect(await carry()).toEqual({ ok: true, written: ["shared/src/catalogue.ts"] });
  expect(await readText("shared/src/catalogue.ts")).toContain("amountCents: 8900");
  expect(await carry()).toEqual({ ok: true, written: [] });
});

test("what plans allow goes into a migration behind all others, too", async () => {
  await edit("name: Pro", "name: Pro's");
  await edit("simLines: 5", "simLines: 6");
  const migration = "supabase/migrations/20310203040506_plans_changed.sql";
  expect(await carry()).toEqual({ ok: true, written: ["shared/src/catalogue.ts", migration] });
  expect(await readText(migration)).toContain(
    "('pro', 2, 'Pro''s', 10, 6, 100, 730, '{live_lists}')",
  );
  expect(await carry(true)).toEqual({ ok: true, written: [] });
});

test("a plan that is gone, and one that comes back, are each carried", async () => {
  const whole = await readText("data/plans.yml");
  const enterprise = whole.slice(whole.indexOf("  - id: enterprise"), whole.indexOf("sim: #"));
  await edit(enterprise, "\n");
  expect((await carry()).ok).toBe(true);
  await writeFile(join(root, "data/plans.yml"), whole);
  await carry(false, "2020-01-01T00:00:00Z");
  const names = await readdir(join(root, "supabase/migrations"));
  expect(names.toSorted().slice(-2)).toEqual([
    "20310203040506_plans_changed.sql",
    "20310203040507_plans_changed.sql",
  ]);
  expect(await carry(true)).toEqual({ ok: true, written: [] });
});

test("code that was edited by hand is found", async () => {
  await writeFile(join(root, "shared/src/catalogue.ts"), "export const CATALOGUE = {};\n");
  expect(await carry(true)).toMatchObject({ ok: false });
  await rm(join(root, "shared/src/catalogue.ts"));
  expect(await carry()).toEqual({ ok: true, written: ["shared/src/catalogue.ts"] });
  expect(await readText("shared/src/catalogue.ts")).toBe(
    await readFile(join(ROOT, "shared/src/catalogue.ts"), "utf8"),
  );
});

test("a mistake is told by file, line, place and reason, and nothing is written", async () => {
  await edit("currency: usd", "currency: eur");
  expect(await carry()).toEqual({
    ok: false,
    problems: ['data/plans.yml:3: currency: expected "usd"'],
  });
});
