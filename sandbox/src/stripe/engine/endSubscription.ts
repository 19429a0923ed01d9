import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { idOf, subscriptionOf } from "./idOf.ts";
import { amend, emitChange } from "./keep.ts";
import { dropPendingUpdate } from "./pendingUpdate.ts";
import { voidInvoice } from "./voidInvoice.ts";

/** Ends a subscription now. What is owed stays owed, but is not collected by itself any more. */
export function endSubscription(
  world: StripeWorld,
  id: string,
  details: Partial<Stripe.Subscription.CancellationDetails>,
): Stripe.Subscription {
  const before = world.store.get("subscription", id);
  const customer = idOf(before.customer);
  const now = world.now(customer);
  dropPendingUpdate(world, before, { silent: true });
  for (const invoice of world.store.list("invoice", customer))
    if (subscriptionOf(invoice) === id && (invoice.status === "draft" || invoice.status === "open"))
      amend(
        world,
        "invoice",
        invoice.id,
        { auto_advance: false, automatically_finalizes_at: null, next_payment_attempt: null },
        "invoice.updated",
      );
  const schedule = idOf(before.schedule);
  if (schedule) {
    const canceled = amend(world, "subscription_schedule", schedule, {
      canceled_at: now,
      current_phase: null,
      status: "canceled",
    });
    world.emit("subscription_schedule.canceled", canceled);
  }
  const ended = amend(world, "subscription", id, {
    canceled_at: before.canceled_at ?? now,
    cancellation_details: { ...noDetails, ...before.cancellation_details, ...details },
    ended_at: now,
    schedule: null,
    status: "canceled",
  });
  world.emit("customer.subscription.deleted", ended);
  return ended;
}

/** Nobody paid the first invoice within 23 hours: https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses */
export function expireIncomplete(world: StripeWorld, before: Stripe.Subscription): void {
  const invoice = idOf(before.latest_invoice);
  const open = invoice && world.store.get("invoice", invoice);
  if (open && open.status === "open") voidInvoice(world, open);
  const expired = amend(world, "subscription", before.id, {
    ended_at: world.now(idOf(before.customer)),
    status: "incomplete_expired",
  });
  emitChange(world, "customer.subscription.updated", before, expired);
}

export const noDetails: Stripe.Subscription.CancellationDetails = {
  comment: null,
  feedback: null,
  feedback_option: null,
  reason: null,
};
