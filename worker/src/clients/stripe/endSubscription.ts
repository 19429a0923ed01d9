import { callStripe } from "./callStripe.ts";
import { createStripe, type StripeSettings } from "./createStripe.ts";

/** Ends a subscription at once; nothing is credited, nothing more is invoiced: https://docs.stripe.com/api/subscriptions/cancel */
export async function endSubscription(
  settings: StripeSettings,
  subscription: string,
): Promise<void> {
  await callStripe(() =>
    createStripe(settings).subscriptions.cancel(subscription, {
      invoice_now: false,
      prorate: false,
    }),
  );
}
