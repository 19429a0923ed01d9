import { expect, test } from "vitest";
import { UsageError } from "./parseStartFlags.ts";
import { readHostedStripe } from "./readHostedStripe.ts";

test("without a key the local Stripe is meant, whatever else is set", () => {
  expect(readHostedStripe({ STRIPE_WEBHOOK_SECRET: "whsec_x" })).toBeUndefined();
  expect(readHostedStripe({ STRIPE_API_KEY: "" })).toBeUndefined();
});

test("a key names an account, with what belongs to it", () => {
  const given = { STRIPE_API_KEY: "sk_test_x", VOICE_ADDON_BUNDLE_3_PRICE_ID: "price_1" };
  expect(readHostedStripe({ ...given, HOME: "/" })).toEqual({
    ...given,
    STRIPE_API_URL: "https://api.stripe.com",
  });
});

test.each([
  ["a live key", { STRIPE_API_KEY: "sk_live_x" }, "live key"],
  ["a restricted live key", { STRIPE_API_KEY: "rk_live_x" }, "live key"],
  ["no address", { STRIPE_API_KEY: "sk_test_x", STRIPE_API_URL: "stripe" }, "STRIPE_API_URL"],
])("is refused: %s", (_name, environment, reason) => {
  expect(() => readHostedStripe(environment)).toThrow(UsageError);
  expect(() => readHostedStripe(environment)).toThrow(reason);
});
