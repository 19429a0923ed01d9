import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { amountsDue } from "./amountsDue.ts";
import { buildInvoice } from "./buildInvoice.ts";
import { buildItem } from "./buildSubscription.ts";
import { type NewItem, readPrices } from "./createSubscription.ts";
import { turnAfter, turnOf } from "./cycle.ts";
import { idOf } from "./idOf.ts";
import type { LineDraft } from "./LineDraft.ts";
import { lineOfItem } from "./lineOfItem.ts";
import { linesOfPending } from "./pendingItems.ts";
import { periodOf, planUpdate } from "./planUpdate.ts";
import { recurringOf } from "./recurringOf.ts";
import { refuse } from "./refuse.ts";
import { itemsOfNextPhase } from "./schedulePhases.ts";
import type { BillingChange } from "./SubscriptionChange.ts";

/**
 * The invoice that would come next, with or without a change; nothing is kept.
 * https://docs.stripe.com/api/invoices/create_preview
 */
export function previewUpdate(
  world: StripeWorld,
  id: string,
  change: BillingChange & { cancels?: boolean | undefined },
): Stripe.Invoice {
  const subscription = world.store.get("subscription", id, "subscription");
  const customer = idOf(subscription.customer);
  if (subscription.status === "canceled" || subscription.status === "incomplete_expired")
    refuseNone(customer);
  const plan = planUpdate(world, subscription, change);
  const prorations = plan.prorations.map(({ line }) => line);
  const pending = linesOfPending(world, customer, id);
  if (plan.invoicesNow) {
    const lines = [...pending, ...prorations, ...plan.fullLines];
    const now = world.now(customer);
    return build(world, subscription, lines, {
      at: now,
      period: { start: periodOf(subscription).start, end: now },
      prorationDate: plan.prorationDate,
    });
  }
  const { start, end } = plan.items[0] ? periodOfItem(plan.items[0]) : periodOf(subscription);
  const ends = change.cancels ?? (subscription.cancel_at !== null && subscription.cancel_at <= end);
  const items = change.items ? plan.items : (itemsOfNextPhase(world, subscription) ?? plan.items);
  const renewed = ends ? [] : renewalLines(world, subscription, items, end);
  const lines = [...pending, ...prorations, ...renewed];
  if (lines.length === 0) refuseNone(customer);
  return build(world, subscription, lines, {
    at: end,
    period: { start, end },
    prorationDate: prorations.length > 0 ? plan.prorationDate : undefined,
  });
}

/** What a subscription that does not exist yet would be billed first. */
export function previewNew(
  world: StripeWorld,
  customer: string,
  items: readonly NewItem[],
): Stripe.Invoice {
  const { currency: own = null } = world.store.get("customer", customer, "customer");
  const prices = readPrices(world, items, own);
  const now = world.now(customer);
  const period = { start: now, end: turnOf(now, prices.interval, 1) };
  const id = world.newId("sub");
  const lines = prices.list.map((item) =>
    lineOfItem(world, buildItem(world, id, item, period, now), period),
  );
  return build(world, { id, customer, currency: prices.currency, metadata: {} }, lines, {
    at: now,
    period: { start: now, end: now },
  });
}

function periodOfItem(item: Stripe.SubscriptionItem) {
  return { start: item.current_period_start, end: item.current_period_end };
}

function renewalLines(
  world: StripeWorld,
  { billing_cycle_anchor: anchor }: Stripe.Subscription,
  items: readonly Stripe.SubscriptionItem[],
  start: number,
): LineDraft[] {
  return items.map((item) => {
    const interval = recurringOf(item.price, { active: false });
    return lineOfItem(world, item, { start, end: turnAfter(anchor, interval, start) });
  });
}

function build(
  world: StripeWorld,
  subscription: Pick<Stripe.Subscription, "id" | "customer" | "currency" | "metadata">,
  lines: readonly LineDraft[],
  {
    at,
    period,
    prorationDate,
  }: { at: number; period: { start: number; end: number }; prorationDate?: number | undefined },
): Stripe.Invoice {
  const customer = idOf(subscription.customer);
  const invoice = buildInvoice(world, {
    id: world.newId("upcoming_in"),
    customer,
    currency: subscription.currency,
    reason: "upcoming",
    subscription,
    prorationDate,
    lines,
    period,
    autoAdvance: false,
    finalizesAt: null,
  });
  const { endingBalanceCents } = amountsDue(invoice.total, invoice.starting_balance);
  return {
    ...invoice,
    created: at,
    ending_balance: endingBalanceCents,
    next_payment_attempt: at + 3600,
  };
}

function refuseNone(customer: string): never {
  refuse(`No upcoming invoices for customer: '${customer}'`, {
    code: "invoice_upcoming_none",
    status: 404,
  });
}
