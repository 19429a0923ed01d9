import { CATALOGUE } from "#shared/catalogue";
import type { Stripe } from "stripe";
import { expect, test } from "vitest";
import { catalogueItems } from "./catalogueItems.ts";
import { checkPrices } from "./checkPrices.ts";
import { readMeaning } from "./priceMeaning.ts";
import { stripePrice } from "./stripePrice.test-data.ts";

const RECURRING: Stripe.Price.Recurring = {
  interval: "month",
  interval_count: 1,
  meter: null,
  trial_period_days: null,
  usage_type: "licensed",
};

/** Stripe's prices as the catalogue wants them, one of them changed. */
function found(key?: string, changes: Partial<Stripe.Price> | null = {}) {
  const byLookupKey = new Map<string, Stripe.Price>();
  const byVariable = new Map<string, { id: string; price: Stripe.Price | null }>();
  for (const item of catalogueItems(CATALOGUE)) {
    const isOdd = item.lookupKey === key;
    const price =
      isOdd && changes === null ? null : stripePrice(item, isOdd ? (changes ?? {}) : {});
    if (item.variable !== null) {
      byVariable.set(item.variable, { id: `price_${item.lookupKey}`, price });
    } else if (price !== null) byLookupKey.set(item.lookupKey, price);
  }
  return { byLookupKey, byVariable };
}

test("what matches is sold, each by its lookup key", () => {
  const checked = checkPrices(CATALOGUE, found());
  expect(checked.ok && Object.fromEntries(checked.prices)).toEqual({
    pro_monthly: "price_pro_monthly",
    team_seat_monthly: "price_team_seat_monthly",
    sim_single_monthly: "price_sim_single_monthly",
    sim_bundle_3_monthly: "price_sim_bundle_3_monthly",
    voice_single_monthly: "price_voice_single_monthly",
    voice_bundle_3_monthly: "price_voice_bundle_3_monthly",
  });
});

test("Voice AI that is not set up yet keeps nothing else from being sold", () => {
  const checked = checkPrices(CATALOGUE, { ...found(), byVariable: new Map() });
  expect(checked.ok && checked.prices.has("pro_monthly")).toBe(true);
  expect(checked.ok && checked.prices.has("voice_single_monthly")).toBe(false);
});

test.each<[string, string, Partial<Stripe.Price> | null, string]>([
  ["missing", "pro_monthly", null, "pro_monthly: Stripe has no price of this lookup key."],
  [
    "a variable that names nothing",
    "voice_single_monthly",
    null,
    "VOICE_ADDON_SINGLE_SIM_PRICE_ID names price_voice_single_monthly, which Stripe does not have.",
  ],
  [
    "another amount",
    "pro_monthly",
    { unit_amount: 10_900 },
    "price_pro_monthly (pro_monthly) costs 10900 cents; data/plans.yml says 9900 cents.",
  ],
  [
    "a voice id of another amount",
    "voice_bundle_3_monthly",
    { unit_amount: 3_000 },
    "price_voice_bundle_3_monthly (VOICE_ADDON_BUNDLE_3_PRICE_ID) costs 3000 cents; data/plans.yml says 7500 cents.",
  ],
  [
    "no single amount",
    "pro_monthly",
    { unit_amount: null, billing_scheme: "tiered" },
    "has no single amount; data/plans.yml says 9900 cents.",
  ],
  ["another currency", "pro_monthly", { currency: "eur" }, "is in eur; data/plans.yml says usd."],
  ["archived", "pro_monthly", { active: false }, "price_pro_monthly (pro_monthly) is archived."],
  [
    "by the year",
    "team_seat_monthly",
    { recurring: { ...RECURRING, interval: "year" } },
    "is charged every 1 year; it must be every month.",
  ],
  [
    "every third month",
    "team_seat_monthly",
    { recurring: { ...RECURRING, interval_count: 3 } },
    "is charged every 3 month; it must be every month.",
  ],
  ["once", "team_seat_monthly", { recurring: null }, "is charged once; it must be every month."],
  [
    "metered",
    "sim_single_monthly",
    { recurring: { ...RECURRING, usage_type: "metered" } },
    "is charged by what is used (metered); it must be by quantity.",
  ],
  [
    "a divided quantity",
    "sim_single_monthly",
    { transform_quantity: { divide_by: 10, round: "up" } },
    "divides the quantity before it is charged.",
  ],
  [
    "a bundle of another size",
    "sim_bundle_3_monthly",
    { metadata: { add_on: "sim_bundle", lines: "5" } },
    "has other metadata than",
  ],
  ["nothing that says what it is", "pro_monthly", { metadata: {} }, "has other metadata than"],
])("is not sold: %s", (_name, key, changes, problem) => {
  const checked = checkPrices(CATALOGUE, found(key, changes));
  expect(checked.ok ? [] : checked.problems).toEqual([expect.stringContaining(problem)]);
});

test("all that is wrong is told at once", () => {
  const checked = checkPrices(CATALOGUE, { byLookupKey: new Map(), byVariable: new Map() });
  expect(checked.ok ? 0 : checked.problems.length).toBe(4);
});

test.each([
  [{ plan: "pro" }, { plan: "pro", isBySeat: false }],
  [
    { plan: "team", unit: "seat" },
    { plan: "team", isBySeat: true },
  ],
  [
    { add_on: "sim_bundle", lines: "3" },
    { addOn: "sim_bundle", lines: 3 },
  ],
  [{ add_on: "sim_bundle", lines: "0" }, null],
  [{ add_on: "sim_bundle" }, null],
  [{ add_on: "something", lines: "1" }, null],
  [{}, null],
])("metadata %o means %o", (metadata, meaning) => {
  expect(readMeaning({ metadata })).toEqual(meaning);
});
