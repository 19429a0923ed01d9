import { createStripe, type StripeSettings } from "./createStripe.ts";
import { tellStripe } from "./tellStripe.ts";

/** Has a subscription not end that was to: with its period, or at a day that somebody set at Stripe. */
export async function dropEnd(
  settings: StripeSettings,
  subscription: { readonly id: string; readonly cancel_at_period_end: boolean },
): Promise<void> {
  const { subscriptions } = createStripe(settings);
  await tellStripe(() =>
    subscriptions.update(
      subscription.id,
      subscription.cancel_at_period_end ? { cancel_at_period_end: false } : { cancel_at: "" },
    ),
  );
}
