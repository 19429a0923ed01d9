import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { describePeriod, describeTrial } from "./describeLine.ts";
import type { LineDraft } from "./LineDraft.ts";
import { prorate, type Span } from "./prorate.ts";

/** What an item costs for a period; `full` is the whole period where the item has a part of it. */
export function lineOfItem(
  world: StripeWorld,
  item: Stripe.SubscriptionItem,
  period: Span,
  { trial = false, full = period }: { trial?: boolean; full?: Span } = {},
): LineDraft {
  const quantity = item.quantity ?? 1;
  const whole = (item.price.unit_amount ?? 0) * quantity;
  // Of a part at the beginning counts what is left of the whole when it begins, less what is left when it ends.
  const part =
    full.start === period.start && full.end === period.end
      ? whole
      : prorate(whole, full, full.end - (period.end - period.start));
  return {
    amountCents: trial ? 0 : part,
    currency: item.price.currency,
    description: trial
      ? describeTrial(world, item.price, quantity)
      : describePeriod(world, item.price, quantity),
    period: { start: period.start, end: period.end },
    price: item.price,
    quantity,
    proration: false,
    subscription: item.subscription,
    subscriptionItem: item.id,
    invoiceItem: null,
    credited: null,
    metadata: item.metadata,
  };
}
