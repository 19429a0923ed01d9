import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { draftInvoice } from "./draftInvoice.ts";
import { endSubscription } from "./endSubscription.ts";
import { finalizeInvoice } from "./finalizeInvoice.ts";
import { idOf } from "./idOf.ts";
import { amend } from "./keep.ts";
import { payInvoice } from "./payInvoice.ts";
import { createPendingItem, linesOfPending } from "./pendingItems.ts";
import { periodOf } from "./planUpdate.ts";
import { prorateItems } from "./prorateItems.ts";
import { refuse } from "./refuse.ts";

/** Ends a subscription now, with a credit and a last invoice where they are asked for. https://docs.stripe.com/api/subscriptions/cancel */
export function cancelSubscription(
  world: StripeWorld,
  id: string,
  options: {
    prorate: boolean;
    invoiceNow: boolean;
    comment?: string | null;
    feedback?: Stripe.Subscription.CancellationDetails.Feedback | null;
  },
): Stripe.Subscription {
  const before = world.store.get("subscription", id);
  if (before.status === "canceled" || before.status === "incomplete_expired")
    refuse(`No such subscription: '${id}'`, {
      code: "resource_missing",
      param: "id",
      status: 404,
    });
  const customer = idOf(before.customer);
  const now = world.now(customer);
  const paying = before.status !== "trialing" && before.status !== "incomplete";
  if (options.prorate && paying)
    for (const { kind, line } of prorateItems(world, before, [], { at: now, every: true }))
      if (kind === "credit") createPendingItem(world, customer, line);
  const lines = options.invoiceNow ? linesOfPending(world, customer, id) : [];
  if (lines.length > 0) {
    const { id: invoiceId } = draftInvoice(world, {
      id: world.newId("in"),
      customer,
      currency: before.currency,
      reason: "subscription_cycle",
      subscription: before,
      lines,
      period: { start: periodOf(before).start, end: now },
      autoAdvance: true,
      finalizesAt: null,
    });
    amend(world, "subscription", id, { latest_invoice: invoiceId });
    const invoice = finalizeInvoice(world, invoiceId);
    if (invoice.status === "open")
      payInvoice(world, invoiceId, { offSession: true, automatic: true });
  }
  return endSubscription(world, id, {
    comment: options.comment ?? null,
    feedback: options.feedback ?? null,
    reason: "cancellation_requested",
  });
}
