import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { CATALOGUE } from "#shared/catalogue";
import { parsePlans } from "./parsePlans.ts";

const SOURCE = await readFile(
  fileURLToPath(new URL("../../data/plans.yml", import.meta.url)),
  "utf8",
);

test("the product's own file is right, and in the code", () => {
  expect(parsePlans(SOURCE)).toEqual({ ok: true, catalogue: CATALOGUE });
});

/** What is replaced by what, what is said of it, and how many lines from there it is said to be. */
test.each<[string, string, string, string, number]>([
  ["no YAML", "    name: Pro", "   name: Pro", ": Sequence item without - indicator", 0],
  ["an alias", "    name: Pro", "    name: *pro", ": An alias stands here: write it out", 0],
  ["a key twice", "    name: Pro", "    id: pro", ": Map keys must be unique", 0],
  [
    "an unknown key",
    "    name: Pro",
    "    title: Pro\n    name: Pro",
    "plans.pro.title: is not known here",
    0,
  ],
  ["a missing key", "    name: Pro\n", "", "plans.pro.name: is missing", -1],
  [
    "cents with a fraction",
    "amountCents: 9900",
    "amountCents: 99.5",
    "plans.pro.price.amountCents: expected int, received number",
    0,
  ],
  [
    "an amount as text",
    "amountCents: 9900",
    'amountCents: "9900"',
    "plans.pro.price.amountCents: expected number, received string",
    0,
  ],
  [
    "an amount below one cent",
    "amountCents: 9900",
    "amountCents: 0",
    "plans.pro.price.amountCents: Too small: expected number to be >=1",
    0,
  ],
  ["another currency", "currency: usd", "currency: eur", 'currency: expected "usd"', 0],
  [
    "a feature that nothing opens",
    "[live_lists]",
    "[live_list]",
    'plans.pro.allows.features.1: Invalid option: expected one of "live_lists"|"audit_csv"',
    0,
  ],
  [
    "a lookup key of another form",
    "pro_monthly",
    "Pro-monthly",
    "plans.pro.price.lookupKey: must be lower case letters, digits and _",
    0,
  ],
  [
    "free is not the first",
    "- id: free",
    "- id: gratis",
    "plans.gratis.id: must be free: the first plan is what an organization has that never paid",
    0,
  ],
  [
    "free costs",
    "    price: null",
    "    price: { lookupKey: free_monthly, amountCents: 1, seats: null }",
    "plans.free.price: must be null: the free plan costs nothing",
    0,
  ],
  [
    "free by contact",
    "    contact: null",
    "    contact: a@example.com",
    "plans.free.contact: must be null: everybody has the free plan",
    0,
  ],
  [
    "neither price nor contact",
    "contact: sales@miodiollc.com",
    "contact: null",
    "plans.enterprise.price: has neither a price nor a contact: nobody could have it",
    -1,
  ],
  [
    "price and contact",
    "    price: null\n    contact: sales",
    "    price: { lookupKey: enterprise_monthly, amountCents: 1, seats: null }\n    contact: sales",
    "plans.enterprise.contact: must be null where there is a price",
    1,
  ],
  [
    "least above most",
    "min: 3, max: 500",
    "min: 3, max: 2",
    "plans.team.price.seats.min: is more than max",
    0,
  ],
  [
    "seats of a plan by the seat",
    "        seats: null,\n        simLines: 20",
    "        seats: 50,\n        simLines: 20",
    "plans.team.allows.seats: must be null: a plan by the seat allows as many as are bought",
    0,
  ],
  [
    "a later plan with less",
    "simLines: 5",
    "simLines: 1",
    "plans.pro.allows.simLines: is less than free allows (2)",
    0,
  ],
  [
    "a later plan without a feature",
    "[live_lists, audit_csv]",
    "[audit_csv]",
    "plans.team.allows.features: lacks live_lists, which pro has",
    0,
  ],
  ["an id twice", "- id: team", "- id: pro", "plans.pro.id: pro is taken", 0],
  ["a name twice", "name: Team", "name: Pro", "plans.team.name: Pro is taken", 0],
  [
    "a lookup key twice",
    "sim_single_monthly",
    "pro_monthly",
    "sim.single.lookupKey: pro_monthly is taken",
    0,
  ],
  [
    "a bundle that saves nothing",
    "amountCents: 2500",
    "amountCents: 3000",
    "sim.bundle.amountCents: must be less than 3 single ones cost (3000)",
    0,
  ],
  [
    "a bundle of one",
    "amountCents: 2500, lines: 3",
    "amountCents: 900, lines: 1",
    "sim.bundle.lines: must be more than the single one's",
    0,
  ],
  [
    "a single one of two",
    "amountCents: 1000, lines: 1",
    "amountCents: 1000, lines: 2",
    "sim.single.lines: must be 1",
    0,
  ],
  [
    "one variable for two prices",
    "VOICE_ADDON_BUNDLE_3_PRICE_ID",
    "VOICE_ADDON_SINGLE_SIM_PRICE_ID",
    "voice.bundle.variable: is the variable of the single one",
    0,
  ],
])("is refused by line and reason: %s", (_name, from, to, said, apart) => {
  expect(SOURCE).toContain(from);
  const old = SOURCE.split("\n");
  const text = SOURCE.replace(from, to);
  const changed = text.split("\n").findIndex((line, at) => line !== old[at]) + 1;
  const parsed = parsePlans(text);
  const problems = parsed.ok ? [] : parsed.problems;
  expect(problems.map(({ line, where, reason }) => `${line} ${where}: ${reason}`)).toContain(
    `${changed + apart} ${said}`,
  );
});

test("all mistakes are told at once, in the order of lines", () => {
  const text = SOURCE.replace("currency: usd", "currency: eur")
    .replace("min: 3, max: 500", "min: 9, max: 5")
    .replace("lines: 3 }", "lines: three }");
  const parsed = parsePlans(text);
  expect(parsed.ok ? [] : parsed.problems.map(({ where }) => where)).toEqual([
    "currency",
    "plans.team.price.seats.min",
    "sim.bundle.lines",
  ]);
});

test("an empty file is a mistake, not a crash", () => {
  expect(parsePlans("")).toMatchObject({ ok: false, problems: [{ line: 1 }] });
});
