import { expect, inject, test } from "vitest";
import { readPortal } from "./readPortal.ts";
import { readPrices } from "./readPrices.ts";

/** Settings of their own, so that nothing kept for others is found. */
const settings = (changes: object = {}) => ({
  STRIPE_API_URL: "",
  ...inject("worldEnv"),
  ...changes,
});

test("the catalogue is sold where Stripe's prices are its own, and they are kept", async () => {
  const own = settings();
  const read = await readPrices(own);
  expect(read.ok && [...read.prices.keys()].toSorted()).toEqual([
    "pro_monthly",
    "sim_bundle_3_monthly",
    "sim_single_monthly",
    "team_seat_monthly",
    "voice_bundle_3_monthly",
    "voice_single_monthly",
  ]);
  expect(await readPrices(own)).toBe(read);
});

test("Voice AI is not among them where it is not set up", async () => {
  const read = await readPrices(settings({ VOICE_ADDON_SINGLE_SIM_PRICE_ID: undefined }));
  expect(read.ok && read.prices.has("voice_single_monthly")).toBe(false);
  expect(read.ok && read.prices.has("voice_bundle_3_monthly")).toBe(true);
});

test.each([
  [
    "a voice id of another amount",
    { VOICE_ADDON_BUNDLE_3_PRICE_ID: inject("worldEnv")["VOICE_ADDON_SINGLE_SIM_PRICE_ID"] },
    "(VOICE_ADDON_BUNDLE_3_PRICE_ID) costs 3000 cents; data/plans.yml says 7500 cents.",
  ],
  [
    "a voice id that Stripe does not have",
    { VOICE_ADDON_BUNDLE_3_PRICE_ID: "price_none" },
    "VOICE_ADDON_BUNDLE_3_PRICE_ID names price_none, which Stripe does not have.",
  ],
  ["a wrong key", { STRIPE_API_KEY: "sk_test_wrong" }, "Stripe did not tell its prices: "],
  ["no Stripe", { STRIPE_API_URL: "http://127.0.0.1:9" }, "Stripe did not tell its prices: "],
  ["no key", { STRIPE_API_KEY: undefined }, "STRIPE_API_KEY is not set."],
])("nothing is sold, and nothing thrown: %s", async (_name, changes, problem) => {
  const read = await readPrices(settings(changes));
  expect(read.ok ? [] : read.problems).toContainEqual(expect.stringContaining(problem));
});

test("the portal's configuration is found", async () => {
  expect(await readPortal(settings())).toMatch(/^bpc_/);
});
