import type { Stripe } from "stripe";
import type { CatalogueItem } from "./catalogueItems.ts";
import { OUR_MARK } from "./ourMark.ts";
import { metadataOf } from "./priceMeaning.ts";

/** A price as Stripe has it when it is what the catalogue says. */
export function stripePrice(
  item: CatalogueItem,
  changes: Partial<Stripe.Price> = {},
): Stripe.Price {
  return {
    id: `price_${item.lookupKey}`,
    object: "price",
    active: true,
    billing_scheme: "per_unit",
    created: 0,
    currency: "usd",
    custom_unit_amount: null,
    livemode: false,
    lookup_key: item.lookupKey,
    metadata: { ...OUR_MARK, ...metadataOf(item.meaning) },
    nickname: null,
    product: `prod_${item.lookupKey}`,
    recurring: {
      interval: "month",
      interval_count: 1,
      meter: null,
      trial_period_days: null,
      usage_type: "licensed",
    },
    tax_behavior: "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: "recurring",
    unit_amount: item.amountCents,
    unit_amount_decimal: null,
    ...changes,
  };
}
