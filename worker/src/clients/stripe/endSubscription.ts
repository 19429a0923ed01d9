import { createStripe, type StripeSettings } from "./createStripe.ts";
import { tellStripe } from "./tellStripe.ts";

/** Ends a subscription at once; nothing is credited, nothing more is invoiced: https://docs.stripe.com/api/subscriptions/cancel */
export async function endSubscription(
  settings: StripeSettings,
  subscription: string,
): Promise<void> {
  await tellStripe(() =>
    createStripe(settings).subscriptions.cancel(subscription, {
      invoice_now: false,
      prorate: false,
    }),
  );
}
