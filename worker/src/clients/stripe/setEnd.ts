import { createStripe, type StripeSettings } from "./createStripe.ts";
import { tellStripe } from "./tellStripe.ts";

/** Has a subscription end with the period that is paid for. */
export async function setEnd(settings: StripeSettings, subscription: string): Promise<void> {
  const { subscriptions } = createStripe(settings);
  await tellStripe(() => subscriptions.update(subscription, { cancel_at_period_end: true }));
}
