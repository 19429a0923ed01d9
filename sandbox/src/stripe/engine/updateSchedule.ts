import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { idOf } from "./idOf.ts";
import { amend } from "./keep.ts";
import { refuse } from "./refuse.ts";
import { applyPhase } from "./runSchedule.ts";
import type { ProrationBehavior } from "./SubscriptionChange.ts";

/** Whether a subscription has just what a phase wants. */
function hasItems(
  subscription: Stripe.Subscription,
  phase: Stripe.SubscriptionSchedule.Phase,
): boolean {
  const own = subscription.items.data.map(({ price, quantity }) => `${price.id} ${quantity}`);
  const wanted = phase.items.map(({ price, quantity = 1 }) => `${idOf(price)} ${quantity}`);
  return own.toSorted().join() === wanted.toSorted().join();
}

/** @throws StripeError 400 where the schedule is over */
export function readRunning(
  world: StripeWorld,
  id: string,
  verb: string,
): Stripe.SubscriptionSchedule {
  const schedule = world.store.get("subscription_schedule", id);
  if (schedule.status !== "active" && schedule.status !== "not_started")
    refuse(
      `You cannot ${verb} a subscription schedule that is currently in the \`${schedule.status}\` status. You can only ${verb} schedules in the \`not_started\` or \`active\` status.`,
    );
  return schedule;
}

/**
 * Gives a schedule other phases. The current one stays where it began; where its items differ, they count at once.
 * https://docs.stripe.com/api/subscription_schedules/update
 */
export function updateSchedule(
  world: StripeWorld,
  id: string,
  change: {
    phases?: Stripe.SubscriptionSchedule.Phase[] | undefined;
    endBehavior?: "release" | "cancel" | undefined;
    metadata?: Stripe.Metadata | undefined;
    prorationBehavior?: ProrationBehavior | undefined;
  },
): Stripe.SubscriptionSchedule {
  const before = readRunning(world, id, "update");
  const phases = change.phases ?? before.phases;
  const current = before.current_phase
    ? phases.find(({ start_date }) => start_date === before.current_phase?.start_date)
    : undefined;
  const now = world.now(idOf(before.customer));
  if (before.current_phase && !current)
    refuse(
      "You can not modify the start date of the current phase: the phases must include it with its own `start_date`.",
      { param: "phases[0][start_date]" },
    );
  if (current && current.end_date <= now)
    refuse("The current phase must end in the future.", { param: "phases[0][end_date]" });
  const endBehavior = change.endBehavior ?? before.end_behavior;
  const schedule = amend(
    world,
    "subscription_schedule",
    id,
    {
      phases,
      end_behavior: endBehavior,
      ...(current && {
        current_phase: { start_date: current.start_date, end_date: current.end_date },
      }),
      ...(change.metadata && { metadata: change.metadata }),
    },
    "subscription_schedule.updated",
  );
  const subscription = idOf(schedule.subscription);
  if (!subscription) return schedule;
  if (current && !hasItems(world.store.get("subscription", subscription), current))
    applyPhase(world, subscription, {
      ...current,
      start_date: now,
      proration_behavior: change.prorationBehavior ?? "create_prorations",
    });
  amend(
    world,
    "subscription",
    subscription,
    endBehavior === "cancel"
      ? { cancel_at: phases.at(-1)?.end_date ?? null, cancel_at_period_end: false }
      : { cancel_at: null, cancel_at_period_end: false, canceled_at: null },
    "customer.subscription.updated",
  );
  return world.store.get("subscription_schedule", id);
}
