import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { decimalOf } from "./decimalOf.ts";
import { idOf } from "./idOf.ts";
import { create } from "./keep.ts";
import { type LineDraft, pricingOf } from "./LineDraft.ts";

/** The lines of what waits for a customer's next invoice: of a subscription's own items, and of those that name none. */
export function linesOfPending(
  world: StripeWorld,
  customer: string,
  subscription: string | null,
): LineDraft[] {
  return world.store
    .list("invoiceitem", customer)
    .filter(({ invoice, parent }) => {
      const own = parent?.subscription_details?.subscription ?? null;
      return invoice === null && (own === null || own === subscription);
    })
    .toReversed()
    .map((item) => lineOfInvoiceItem(world, item));
}

function lineOfInvoiceItem(world: StripeWorld, item: Stripe.InvoiceItem): LineDraft {
  const price = idOf(item.pricing?.price_details?.price);
  const credited = item.proration_details?.credited_items?.invoice_line_item_details;
  const line = credited?.invoice_line_items[0];
  return {
    amountCents: item.amount,
    currency: item.currency,
    description: item.description ?? "",
    period: item.period,
    price: price ? world.store.get("price", price) : null,
    quantity: item.quantity,
    proration: item.proration,
    subscription: item.parent?.subscription_details?.subscription ?? null,
    subscriptionItem: item.parent?.subscription_details?.subscription_item ?? null,
    invoiceItem: item.id,
    credited: credited && line ? { invoice: credited.invoice, line } : null,
    metadata: item.metadata ?? {},
  };
}

/** Keeps a line as an item that waits for an invoice, and answers the line as the invoice will show it. */
export function createPendingItem(
  world: StripeWorld,
  customer: string,
  line: LineDraft,
): LineDraft & { readonly invoiceItem: string } {
  const id = world.newId("ii");
  const now = world.now(customer);
  create(
    world,
    "invoiceitem",
    {
      id,
      object: "invoiceitem",
      amount: line.amountCents,
      currency: line.currency,
      customer,
      customer_account: null,
      date: now,
      description: line.description,
      discountable: !line.proration,
      discounts: [],
      invoice: null,
      livemode: false,
      metadata: line.metadata,
      net_amount: line.amountCents,
      parent: line.subscription
        ? {
            subscription_details: {
              subscription: line.subscription,
              ...(line.subscriptionItem && { subscription_item: line.subscriptionItem }),
            },
            type: "subscription_details",
          }
        : null,
      period: line.period,
      pricing: pricingOf(line.price),
      proration: line.proration,
      ...(line.proration && {
        proration_details: {
          credited_items: line.credited && {
            invoice_line_item_details: {
              invoice: line.credited.invoice,
              invoice_line_items: [line.credited.line],
            },
            type: "invoice_line_items",
          },
          discount_amounts: [],
        },
      }),
      quantity: line.quantity,
      quantity_decimal: decimalOf(line.quantity),
      tax_rates: [],
      test_clock: world.store.get("customer", customer).test_clock ?? null,
    },
    "invoiceitem.created",
  );
  return { ...line, invoiceItem: id };
}
