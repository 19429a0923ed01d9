import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { itemList } from "./buildSubscription.ts";
import { createSubscription } from "./createSubscription.ts";
import { endSubscription } from "./endSubscription.ts";
import { idOf } from "./idOf.ts";
import { readItemNote } from "./itemNote.ts";
import { amend, emitChange } from "./keep.ts";
import { applyPlanned } from "./pendingUpdate.ts";
import { periodOf } from "./planUpdate.ts";
import { itemsOfPhase } from "./schedulePhases.ts";
import type { ItemChange, ProrationBehavior } from "./SubscriptionChange.ts";
import { updateSubscription } from "./updateSubscription.ts";

/** When a schedule has something to do next, in Unix seconds. */
export function phaseDueAt({ status, current_phase, phases }: Stripe.SubscriptionSchedule): number {
  if (status === "not_started") return phases[0]?.start_date ?? Infinity;
  return status === "active" && current_phase ? current_phase.end_date : Infinity;
}

/** Leaves the phase that has ended for the one that begins; after the last one the schedule ends as it says. */
export function beginPhase(world: StripeWorld, schedule: Stripe.SubscriptionSchedule): void {
  if (schedule.status === "not_started") return beginSchedule(world, schedule);
  const id = idOf(schedule.subscription);
  if (!id || !schedule.current_phase) throw new Error(`${schedule.id} runs without a subscription`);
  const { end_date: end } = schedule.current_phase;
  const next = schedule.phases.find(({ start_date }) => start_date === end);
  if (!next) return finish(world, schedule, id);
  amend(
    world,
    "subscription_schedule",
    schedule.id,
    { current_phase: { start_date: next.start_date, end_date: next.end_date } },
    "subscription_schedule.updated",
  );
  applyPhase(world, id, next);
}

function beginSchedule(world: StripeWorld, schedule: Stripe.SubscriptionSchedule): void {
  const [first] = schedule.phases;
  if (!first) throw new Error(`${schedule.id} has no phases`);
  const { subscription } = createSubscription(world, {
    customer: idOf(schedule.customer),
    items: first.items.map(({ price, quantity, metadata }) => ({
      price: idOf(price),
      quantity,
      metadata: metadata ?? {},
    })),
    billingMode: schedule.billing_mode.type === "classic" ? "classic" : "flexible",
    metadata: first.metadata ?? {},
    offSession: true,
  });
  amend(world, "subscription", subscription.id, { schedule: schedule.id });
  amend(
    world,
    "subscription_schedule",
    schedule.id,
    {
      current_phase: { start_date: first.start_date, end_date: first.end_date },
      status: "active",
      subscription: subscription.id,
    },
    "subscription_schedule.updated",
  );
}

/** At the turn of a period its invoice bills the new items whole; within one they are prorated as the phase says. */
export function applyPhase(
  world: StripeWorld,
  id: string,
  phase: Stripe.SubscriptionSchedule.Phase,
): void {
  const before = world.store.get("subscription", id);
  const items = itemsOfPhase(world, before, phase);
  const metadata = { ...before.metadata, ...phase.metadata };
  if (periodOf(before).end <= phase.start_date) {
    const after = applyPlanned(world, id, {
      changes: { items: itemList(id, items), metadata },
      debits: Object.fromEntries(
        items.map((item) => [item.id, readItemNote(world, item.id)?.debit ?? null]),
      ),
    });
    emitChange(world, "customer.subscription.updated", before, after);
    return;
  }
  const kept = new Set(items.map((item) => item.id));
  const known = new Set(before.items.data.map((item) => item.id));
  const changes: ItemChange[] = [
    ...items.map((item) => ({
      ...(known.has(item.id) && { id: item.id }),
      price: item.price.id,
      quantity: item.quantity,
      metadata: item.metadata,
    })),
    ...before.items.data
      .filter((item) => !kept.has(item.id))
      .map((item) => ({ id: item.id, deleted: true })),
  ];
  updateSubscription(world, id, {
    items: changes,
    prorationBehavior: prorationOf(phase),
    prorationDate: phase.start_date,
    offSession: true,
    plain: { metadata },
  });
}

function prorationOf(phase: Stripe.SubscriptionSchedule.Phase): ProrationBehavior {
  switch (phase.proration_behavior) {
    case "none":
      return "none";
    case "always_invoice":
      return "always_invoice";
    case "create_prorations":
    default:
      return "create_prorations";
  }
}

function finish(world: StripeWorld, schedule: Stripe.SubscriptionSchedule, id: string): void {
  const now = world.now(idOf(schedule.customer));
  if (schedule.end_behavior === "cancel") {
    amend(world, "subscription", id, { schedule: null });
    const completed = amend(world, "subscription_schedule", schedule.id, {
      completed_at: now,
      current_phase: null,
      status: "completed",
    });
    world.emit("subscription_schedule.completed", completed);
    endSubscription(world, id, {});
    return;
  }
  releaseSchedule(world, schedule.id);
}

/** Lets a subscription go on by itself, as it is now. https://docs.stripe.com/api/subscription_schedules/release */
export function releaseSchedule(
  world: StripeWorld,
  scheduleId: string,
  { keepsEnd = false } = {},
): Stripe.SubscriptionSchedule {
  const schedule = world.store.get("subscription_schedule", scheduleId);
  const id = idOf(schedule.subscription);
  const released = amend(world, "subscription_schedule", scheduleId, {
    current_phase: null,
    released_at: world.now(idOf(schedule.customer)),
    released_subscription: id,
    status: "released",
    subscription: null,
  });
  world.emit("subscription_schedule.released", released);
  if (id)
    amend(
      world,
      "subscription",
      id,
      { schedule: null, ...(!keepsEnd && { cancel_at: null, canceled_at: null }) },
      "customer.subscription.updated",
    );
  return released;
}
