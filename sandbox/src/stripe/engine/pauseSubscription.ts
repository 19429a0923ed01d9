import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { dropPendingUpdate } from "./pendingUpdate.ts";
import { idOf } from "./idOf.ts";
import { readItemNote, writeItemNote } from "./itemNote.ts";
import { amend, emitChange } from "./keep.ts";
import { createPendingItem } from "./pendingItems.ts";
import { prorateItems } from "./prorateItems.ts";
import { refuse } from "./refuse.ts";

/** Why a subscription is paused: https://docs.stripe.com/api/subscriptions/object#subscription_object-status_details */
type PauseReason = "pause_requested" | "trial_end_without_payment_method";

/** Takes a subscription out of billing: no invoices, no new periods, until it is resumed. */
export function setPaused(
  world: StripeWorld,
  before: Stripe.Subscription,
  reason: PauseReason,
): Stripe.Subscription {
  const paused = amend(world, "subscription", before.id, {
    status: "paused",
    status_details: {
      paused: {
        subscription: { type: reason },
        transitioned_at: world.now(idOf(before.customer)),
        type: "subscription",
      },
    },
  });
  emitChange(world, "customer.subscription.updated", before, paused);
  world.emit("customer.subscription.paused", paused);
  return paused;
}

/**
 * Pauses a subscription because somebody asked; what is unused waits as a credit for the next invoice.
 * https://docs.stripe.com/api/subscriptions/pause
 */
export function pauseSubscription(
  world: StripeWorld,
  id: string,
  { credits }: { credits: boolean },
): Stripe.Subscription {
  const before = world.store.get("subscription", id);
  if (before.schedule)
    refuse("You cannot pause a subscription that has a subscription schedule attached to it.");
  if (!["active", "trialing", "past_due"].includes(before.status))
    refuse(`You cannot pause a subscription with a status of \`${before.status}\`.`);
  dropPendingUpdate(world, before, { silent: true });
  const customer = idOf(before.customer);
  if (credits && before.status !== "trialing")
    for (const { kind, item, line } of prorateItems(world, before, [], {
      at: world.now(customer),
      every: true,
    })) {
      if (kind === "debit") continue;
      createPendingItem(world, customer, line);
      const note = readItemNote(world, item);
      if (note) writeItemNote(world, item, { ...note, debit: null });
    }
  return setPaused(world, world.store.get("subscription", id), "pause_requested");
}
