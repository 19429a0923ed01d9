import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { itemList } from "./buildSubscription.ts";
import { turnAfter } from "./cycle.ts";
import { draftInvoice, noteDebits } from "./draftInvoice.ts";
import { endSubscription } from "./endSubscription.ts";
import { idOf } from "./idOf.ts";
import { amend, emitChange } from "./keep.ts";
import { lineOfItem } from "./lineOfItem.ts";
import { linesOfPending } from "./pendingItems.ts";
import { setPaused } from "./pauseSubscription.ts";
import { periodOf, withPeriod } from "./planUpdate.ts";
import { readDefaultPaymentMethod } from "./readDefaultPaymentMethod.ts";
import { recurringOf } from "./recurringOf.ts";

/** "Approximately one hour later" the draft is finalized: https://docs.stripe.com/billing/invoices/subscription#subscription-renewal */
const DRAFT_SECONDS = 3600;

/** Begins the next period: the subscription moves on, its invoice is a draft for an hour. */
export function renewSubscription(world: StripeWorld, before: Stripe.Subscription): void {
  const customer = idOf(before.customer);
  const now = world.now(customer);
  const period = periodOf(before);
  const start = period.end;
  const trialEnds = before.status === "trialing";
  if (trialEnds && !readDefaultPaymentMethod(world, customer, before)) {
    const without = before.trial_settings?.end_behavior.missing_payment_method;
    if (without === "cancel") {
      endSubscription(world, before.id, { reason: "payment_failed" });
      return;
    }
    if (without === "pause") {
      setPaused(world, before, "trial_end_without_payment_method");
      return;
    }
  }
  const full = { start, end: start };
  const items = before.items.data.map((item) => {
    const interval = recurringOf(item.price, { active: false });
    full.end = turnAfter(before.billing_cycle_anchor, interval, start);
    const end = Math.min(full.end, before.cancel_at ?? full.end);
    return withPeriod(item, { start, end: end > start ? end : full.end });
  });
  const invoiceId = world.newId("in");
  const after = amend(world, "subscription", before.id, {
    items: itemList(before.id, items),
    latest_invoice: invoiceId,
    ...(trialEnds && { status: "active" }),
  });
  emitChange(world, "customer.subscription.updated", before, after);
  const held = before.status === "unpaid" || after.pause_collection?.behavior === "keep_as_draft";
  const invoice = draftInvoice(world, {
    id: invoiceId,
    customer,
    currency: before.currency,
    reason: "subscription_cycle",
    subscription: after,
    lines: [
      ...linesOfPending(world, customer, before.id),
      ...items.map((item) => lineOfItem(world, item, periodOf(after), { full })),
    ],
    period,
    autoAdvance: !held,
    finalizesAt: held ? null : now + DRAFT_SECONDS,
  });
  noteDebits(world, invoice);
}
