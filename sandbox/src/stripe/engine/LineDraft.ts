import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { decimalOf } from "./decimalOf.ts";

/** A line before its invoice is there. */
export interface LineDraft {
  readonly amountCents: number;
  readonly currency: string;
  readonly description: string;
  readonly period: { readonly start: number; readonly end: number };
  readonly price: Stripe.Price | null;
  readonly quantity: number;
  readonly proration: boolean;
  readonly subscription: string | null;
  readonly subscriptionItem: string | null;
  readonly invoiceItem: string | null;
  /** The line that this one gives back, where it is invoiced already. */
  readonly credited: { readonly invoice: string; readonly line: string } | null;
  readonly metadata: Stripe.Metadata;
}

/** The product behind a price, as lines name it. */
export function productOf(price: Stripe.Price): string {
  return typeof price.product === "string" ? price.product : price.product.id;
}

/** What a line or an invoice item is priced by. */
export function pricingOf(price: Stripe.Price | null): Stripe.InvoiceLineItem.Pricing | null {
  if (!price) return null;
  return {
    price_details: { price: price.id, product: productOf(price) },
    type: "price_details",
    unit_amount_decimal: decimalOf(price.unit_amount ?? 0),
  };
}

export function buildLine(
  world: StripeWorld,
  draft: LineDraft,
  invoice: string | null,
): Stripe.InvoiceLineItem {
  return {
    id: world.newId("il"),
    object: "line_item",
    amount: draft.amountCents,
    currency: draft.currency,
    description: draft.description,
    discount_amounts: [],
    discountable: !draft.proration,
    discounts: [],
    invoice,
    livemode: false,
    metadata: draft.metadata,
    parent: parentOf(draft),
    period: draft.period,
    pretax_credit_amounts: [],
    pricing: pricingOf(draft.price),
    quantity: draft.quantity,
    quantity_decimal: decimalOf(draft.quantity),
    subscription: draft.subscription,
    subtotal: draft.amountCents,
    taxes: [],
  };
}

function parentOf(draft: LineDraft): Stripe.InvoiceLineItem.Parent {
  const proration_details = {
    credited_items: draft.credited && {
      invoice: draft.credited.invoice,
      invoice_line_items: [draft.credited.line],
    },
  };
  if (draft.subscriptionItem)
    return {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: draft.invoiceItem,
        proration: draft.proration,
        proration_details,
        subscription: draft.subscription,
        subscription_item: draft.subscriptionItem,
      },
      type: "subscription_item_details",
    };
  return {
    invoice_item_details: {
      invoice_item: draft.invoiceItem ?? "",
      proration: draft.proration,
      proration_details,
      subscription: draft.subscription,
    },
    subscription_item_details: null,
    type: "invoice_item_details",
  };
}
