import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { idOf } from "./idOf.ts";
import { amend } from "./keep.ts";
import { refuse } from "./refuse.ts";
import type { SubscriptionChange } from "./SubscriptionChange.ts";

/** A schedule decides when its subscription ends and turns: not an update beside it. */
export function refuseScheduled(
  subscription: Stripe.Subscription,
  change: SubscriptionChange,
): void {
  const schedule = idOf(subscription.schedule);
  if (!schedule) return;
  const refuseFor = (what: string): never =>
    refuse(
      `The subscription is managed by the subscription schedule \`${schedule}\`, and updating any ${what} directly is not allowed. Please update the schedule instead.`,
    );
  const { cancellation } = change;
  if (cancellation && (cancellation.at !== undefined || cancellation.atPeriodEnd !== undefined))
    refuseFor("cancelation behavior");
  if (change.trialEnd !== undefined) refuseFor("trial end");
  if (change.billingCycleAnchor === "now") refuseFor("billing cycle anchor");
}

/** A direct change of items counts for the rest of the current phase; the next phase still brings its own. */
export function mirrorInSchedule(world: StripeWorld, id: string): void {
  const subscription = world.store.get("subscription", id);
  const scheduleId = idOf(subscription.schedule);
  if (!scheduleId) return;
  const schedule = world.store.get("subscription_schedule", scheduleId);
  const phases = schedule.phases.map((phase) =>
    phase.start_date === schedule.current_phase?.start_date
      ? { ...phase, items: phaseItems(subscription) }
      : phase,
  );
  amend(world, "subscription_schedule", scheduleId, { phases }, "subscription_schedule.updated");
}

/** A subscription's items as a schedule's phase names them. */
export function phaseItems(
  subscription: Stripe.Subscription,
): Stripe.SubscriptionSchedule.Phase.Item[] {
  return subscription.items.data.map((item) => ({
    billing_thresholds: null,
    discounts: [],
    metadata: item.metadata,
    plan: item.price.id,
    price: item.price.id,
    quantity: item.quantity ?? 1,
    tax_rates: [],
  }));
}
