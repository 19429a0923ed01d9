import { callStripe } from "./callStripe.ts";
import { createStripe, type StripeSettings } from "./createStripe.ts";

/**
 * The time that a subscription lives by (Unix seconds): ours, or that of the test clock it was put on.
 * https://docs.stripe.com/billing/testing/test-clocks
 */
export async function readMoment(
  settings: StripeSettings,
  testClock: string | null,
): Promise<number> {
  if (testClock === null) return Math.floor(Date.now() / 1_000);
  const clock = await callStripe(() =>
    createStripe(settings).testHelpers.testClocks.retrieve(testClock),
  );
  return clock.frozen_time;
}
