import { callStripe } from "./callStripe.ts";
import { createStripe, type StripeSettings } from "./createStripe.ts";
import { LIMITS, MOST, PAGE } from "./readingLimits.ts";
import { type StripeSubscription, stripeSubscriptionSchema } from "./truth.ts";

/** Reads all subscriptions that a customer has or had. @throws AppError `unavailable` where Stripe does not answer */
export async function readSubscriptions(
  settings: StripeSettings,
  customer: string,
): Promise<StripeSubscription[]> {
  const found = await callStripe(() =>
    createStripe(settings)
      .subscriptions.list(
        { customer, status: "all", limit: PAGE, expand: ["data.schedule"] },
        LIMITS,
      )
      .autoPagingToArray({ limit: MOST }),
  );
  return stripeSubscriptionSchema.array().parse(found);
}
