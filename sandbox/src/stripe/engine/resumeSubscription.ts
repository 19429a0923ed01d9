import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { itemList } from "./buildSubscription.ts";
import { turnOf } from "./cycle.ts";
import { draftInvoice, noteDebits } from "./draftInvoice.ts";
import { finalizeInvoice } from "./finalizeInvoice.ts";
import { idOf } from "./idOf.ts";
import { amend, emitChange } from "./keep.ts";
import { lineOfItem } from "./lineOfItem.ts";
import { payInvoice } from "./payInvoice.ts";
import { linesOfPending } from "./pendingItems.ts";
import { periodOf, withPeriod } from "./planUpdate.ts";
import { recurringOf } from "./recurringOf.ts";
import { refuse } from "./refuse.ts";

/** Has a paused subscription go on, once its invoice is paid. https://docs.stripe.com/api/subscriptions/resume */
export function resumeSubscription(
  world: StripeWorld,
  id: string,
  { resetsAnchor }: { resetsAnchor: boolean },
): Stripe.Subscription {
  const before = world.store.get("subscription", id);
  if (before.status !== "paused")
    refuse("Only subscriptions with a status of `paused` can be resumed.");
  if (!resetsAnchor)
    refuse("The sandbox resumes with a new billing cycle only.", {
      code: "sandbox_not_simulated",
      param: "billing_cycle_anchor",
    });
  const customer = idOf(before.customer);
  const now = world.now(customer);
  const [first] = before.items.data;
  const end = first ? turnOf(now, recurringOf(first.price, { active: false }), 1) : now;
  const items = before.items.data.map((item) => withPeriod(item, { start: now, end }));
  const invoiceId = world.newId("in");
  const after = amend(world, "subscription", id, {
    billing_cycle_anchor: now,
    items: itemList(id, items),
    latest_invoice: invoiceId,
  });
  emitChange(world, "customer.subscription.updated", before, after);
  const draft = draftInvoice(world, {
    id: invoiceId,
    customer,
    currency: before.currency,
    reason: "subscription_update",
    subscription: before,
    lines: [
      ...linesOfPending(world, customer, id),
      ...items.map((item) => lineOfItem(world, item, { start: now, end })),
    ],
    period: { start: periodOf(before).start, end: now },
    autoAdvance: true,
    finalizesAt: null,
  });
  noteDebits(world, draft);
  if (finalizeInvoice(world, invoiceId).status === "open")
    payInvoice(world, invoiceId, { offSession: false, automatic: true });
  return world.store.get("subscription", id);
}
