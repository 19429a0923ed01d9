import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { describeProration } from "./describeLine.ts";
import { readItemNote } from "./itemNote.ts";
import type { LineDraft } from "./LineDraft.ts";
import { prorate } from "./prorate.ts";

/** A line that a change within a period brings, and the item that it is of. */
export interface Proration {
  readonly kind: "credit" | "debit";
  readonly item: string;
  readonly line: LineDraft;
}

/**
 * For every item that changed: a credit for the unused time of what was, a debit for the remaining time of what is.
 * Classic billing credits at the current price, flexible billing gives back of what was billed:
 * https://docs.stripe.com/billing/subscriptions/billing-mode/compare
 * `every`: also those that stay as they are, because their period ends here.
 */
export function prorateItems(
  world: StripeWorld,
  subscription: Stripe.Subscription,
  after: readonly Stripe.SubscriptionItem[],
  { at, every }: { at: number; every: boolean },
): Proration[] {
  const prorations: Proration[] = [];
  const before = subscription.items.data;
  for (const item of before) {
    const now = after.find(({ id }) => id === item.id);
    const same = now?.price.id === item.price.id && now.quantity === item.quantity;
    if (same && !every) continue;
    const credit = creditOf(world, subscription, item, at);
    if (credit) prorations.push({ kind: "credit", item: item.id, line: credit });
    if (now) prorations.push({ kind: "debit", item: item.id, line: debitOf(world, now, at) });
  }
  for (const item of after)
    if (!before.some(({ id }) => id === item.id))
      prorations.push({ kind: "debit", item: item.id, line: debitOf(world, item, at) });
  return prorations;
}

function debitOf(world: StripeWorld, item: Stripe.SubscriptionItem, at: number): LineDraft {
  const quantity = item.quantity ?? 1;
  const period = { start: item.current_period_start, end: item.current_period_end };
  return {
    ...lineFor(item, at),
    amountCents: prorate((item.price.unit_amount ?? 0) * quantity, period, at),
    description: describeProration(world, "Remaining", item.price, quantity, at),
    credited: null,
  };
}

function creditOf(
  world: StripeWorld,
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
  at: number,
): LineDraft | undefined {
  const quantity = item.quantity ?? 1;
  const debit = readItemNote(world, item.id)?.debit ?? null;
  const flexible = subscription.billing_mode.type === "flexible";
  if (flexible && !debit) return undefined;
  const amountCents =
    flexible && debit
      ? prorate(debit.amountCents, debit, at)
      : prorate(
          (item.price.unit_amount ?? 0) * quantity,
          { start: item.current_period_start, end: item.current_period_end },
          at,
        );
  return {
    ...lineFor(item, at),
    amountCents: amountCents === 0 ? 0 : -amountCents,
    description: describeProration(world, "Unused", item.price, quantity, at),
    credited: debit?.invoice && debit.line ? { invoice: debit.invoice, line: debit.line } : null,
  };
}

function lineFor(item: Stripe.SubscriptionItem, at: number) {
  return {
    currency: item.price.currency,
    period: { start: at, end: item.current_period_end },
    price: item.price,
    quantity: item.quantity ?? 1,
    proration: true,
    subscription: item.subscription,
    subscriptionItem: item.id,
    invoiceItem: null,
    metadata: item.metadata,
  };
}
