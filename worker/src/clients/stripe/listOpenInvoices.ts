import { callStripe } from "./callStripe.ts";
import { createStripe, type StripeSettings } from "./createStripe.ts";
import { LIMITS, MOST, PAGE } from "./readingLimits.ts";

/** The ids of what is not paid of a subscription. */
export async function listOpenInvoices(
  settings: StripeSettings,
  subscription: string,
): Promise<string[]> {
  const found = await callStripe(() =>
    createStripe(settings)
      .invoices.list({ subscription, status: "open", limit: PAGE }, LIMITS)
      .autoPagingToArray({ limit: MOST }),
  );
  return found.map(({ id }) => id);
}
