import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { buildPhase, buildSchedule } from "./buildSchedule.ts";
import { idOf } from "./idOf.ts";
import { amend, create } from "./keep.ts";
import { phaseItems } from "./mirrorInSchedule.ts";
import { periodOf } from "./planUpdate.ts";
import { refuse } from "./refuse.ts";
import { beginPhase } from "./runSchedule.ts";

/** A schedule whose one phase is the subscription's current period. https://docs.stripe.com/api/subscription_schedules/create */
export function scheduleSubscription(world: StripeWorld, id: string): Stripe.SubscriptionSchedule {
  const subscription = world.store.get("subscription", id, "from_subscription");
  const attached = idOf(subscription.schedule);
  if (attached)
    refuse(
      `You cannot migrate a subscription that is already attached to a schedule: ${attached}.`,
      { param: "from_subscription" },
    );
  if (!["active", "trialing", "past_due"].includes(subscription.status))
    refuse(
      `You cannot migrate a subscription that is in the \`${subscription.status}\` status into a subscription schedule.`,
      { param: "from_subscription" },
    );
  const { start, end } = periodOf(subscription);
  const schedule = create(
    world,
    "subscription_schedule",
    buildSchedule(world, {
      customer: idOf(subscription.customer),
      billingMode: subscription.billing_mode,
      // What the subscription was to do at the end of its period, its schedule does.
      endBehavior: subscription.cancel_at_period_end ? "cancel" : "release",
      phases: [
        buildPhase({
          items: phaseItems(subscription),
          currency: subscription.currency,
          start,
          end,
          trialEnd: subscription.trial_end,
        }),
      ],
      subscription: id,
      metadata: {},
    }),
    "subscription_schedule.created",
  );
  amend(world, "subscription", id, { schedule: schedule.id }, "customer.subscription.updated");
  return schedule;
}

/** A schedule for a customer without the subscription yet: it is made when the first phase begins. */
export function scheduleNew(
  world: StripeWorld,
  given: {
    customer: string;
    endBehavior: "release" | "cancel";
    phases: Stripe.SubscriptionSchedule.Phase[];
    billingMode: "classic" | "flexible";
    metadata: Stripe.Metadata;
  },
): Stripe.SubscriptionSchedule {
  const [first] = given.phases;
  if (!first)
    refuse("Missing required param: phases.", { code: "parameter_missing", param: "phases" });
  const schedule = create(
    world,
    "subscription_schedule",
    buildSchedule(world, {
      ...given,
      billingMode:
        given.billingMode === "flexible"
          ? { flexible: { proration_discounts: "included" }, type: "flexible" }
          : { flexible: null, type: "classic" },
      subscription: null,
    }),
    "subscription_schedule.created",
  );
  if (first.start_date <= world.now(given.customer)) beginPhase(world, schedule);
  return world.store.get("subscription_schedule", schedule.id);
}
