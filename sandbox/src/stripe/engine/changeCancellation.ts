import type Stripe from "stripe";
import { noDetails } from "./endSubscription.ts";
import { refuse } from "./refuse.ts";

/** When a subscription is to end by itself; null: not at all. */
export interface Cancellation {
  readonly atPeriodEnd?: boolean | undefined;
  /** Unix seconds; flexible billing also names an item's period end. */
  readonly at?: number | "min_period_end" | "max_period_end" | null | undefined;
  readonly comment?: string | null | undefined;
  readonly feedback?: Stripe.Subscription.CancellationDetails.Feedback | null | undefined;
  /** Whether the end may cut a period short without a credit. */
  readonly prorates?: boolean | undefined;
}

/**
 * The attributes that say when a subscription ends. `cancel_at_period_end` shows its time in `cancel_at` too.
 * https://docs.stripe.com/billing/subscriptions/cancel
 */
export function changeCancellation(
  subscription: Stripe.Subscription,
  given: Cancellation,
  now: number,
): Partial<Stripe.Subscription> {
  if (given.atPeriodEnd !== undefined && given.at !== undefined && given.at !== null)
    refuse("`cancel_at` and `cancel_at_period_end` cannot both be set.", { param: "cancel_at" });
  const ends = subscription.items.data.map(({ current_period_end }) => current_period_end);
  const asked = {
    ...noDetails,
    ...subscription.cancellation_details,
    ...(given.comment !== undefined && { comment: given.comment }),
    ...(given.feedback !== undefined && { feedback: given.feedback }),
  };
  const set = (at: number, atPeriodEnd: boolean): Partial<Stripe.Subscription> => ({
    cancel_at: at,
    cancel_at_period_end: atPeriodEnd,
    canceled_at: subscription.canceled_at ?? now,
    cancellation_details: { ...asked, reason: "cancellation_requested" },
  });
  if (given.atPeriodEnd === true) return set(Math.max(...ends), true);
  if (given.atPeriodEnd === false || given.at === null)
    return {
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
      cancellation_details: { ...asked, reason: null },
    };
  if (given.at === undefined) return { cancellation_details: asked };
  const at =
    given.at === "min_period_end"
      ? Math.min(...ends)
      : given.at === "max_period_end"
        ? Math.max(...ends)
        : given.at;
  if (at <= now) refuse("`cancel_at` must be in the future.", { param: "cancel_at" });
  if (given.prorates && at < Math.max(...ends))
    refuse(
      "The sandbox does not simulate the credit of a `cancel_at` within the current period; pass `proration_behavior=none`.",
      { code: "sandbox_not_simulated", param: "cancel_at" },
    );
  return set(at, false);
}
