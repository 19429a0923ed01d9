import { z } from "zod";
import { idOf } from "../engine/idOf.ts";
import { createPendingItem } from "../engine/pendingItems.ts";
import { refuse } from "../engine/refuse.ts";
import { integer, mergeMetadata, metadata, text, unsimulated } from "../http/formParams.ts";
import { createdParam, isWithin, listPage, pageParams } from "../http/listPage.ts";
import { route, type StripeRoute } from "../StripeRoute.ts";

const none = z.strictObject({});

const createParams = z.strictObject({
  customer: text(),
  amount: integer(),
  currency: text(3),
  description: text().optional(),
  metadata: metadata.optional(),
  subscription: text().optional(),
  customer_account: unsimulated,
  discountable: unsimulated,
  discounts: unsimulated,
  invoice: unsimulated,
  period: unsimulated,
  price_data: unsimulated,
  pricing: unsimulated,
  quantity: unsimulated,
  quantity_decimal: unsimulated,
  tax_behavior: unsimulated,
  tax_code: unsimulated,
  tax_rates: unsimulated,
  unit_amount_decimal: unsimulated,
});

/** https://docs.stripe.com/api/invoiceitems */
export const invoiceItemRoutes: readonly StripeRoute[] = [
  route("POST", "/v1/invoiceitems", createParams, (world, params) => {
    const { customer, subscription = null } = params;
    world.store.get("customer", customer, "customer");
    if (
      subscription &&
      idOf(world.store.get("subscription", subscription, "subscription").customer) !== customer
    )
      refuse(`Customer ${customer} does not have a subscription with ID ${subscription}.`, {
        code: "resource_missing",
        param: "subscription",
      });
    const now = world.now(customer);
    const { invoiceItem } = createPendingItem(world, customer, {
      amountCents: params.amount,
      currency: params.currency,
      description: params.description ?? "",
      period: { start: now, end: now },
      price: null,
      quantity: 1,
      proration: false,
      subscription,
      subscriptionItem: null,
      invoiceItem: null,
      credited: null,
      metadata: mergeMetadata(null, params.metadata),
    });
    return world.store.get("invoiceitem", invoiceItem);
  }),
  route(
    "GET",
    "/v1/invoiceitems",
    z.strictObject({
      ...pageParams,
      customer: text().optional(),
      invoice: text().optional(),
      pending: z.enum(["true", "false"]).optional(),
      created: createdParam.optional(),
      customer_account: unsimulated,
    }),
    (world, params) =>
      listPage(world, "invoiceitem", "/v1/invoiceitems", params, {
        customer: params.customer,
        matches: ({ date, invoice }) =>
          (params.invoice ?? invoice) === invoice &&
          (params.pending === undefined || (params.pending === "true") === (invoice === null)) &&
          isWithin(date, params.created),
      }),
  ),
  route("GET", "/v1/invoiceitems/:id", none, ({ store }, _params, { id = "" }) =>
    store.get("invoiceitem", id),
  ),
  route("DELETE", "/v1/invoiceitems/:id", none, (world, _params, { id = "" }) => {
    const item = world.store.get("invoiceitem", id);
    if (item.invoice !== null)
      refuse("Can only delete invoice items that are not attached to an invoice.", {
        code: "invoice_not_editable",
      });
    world.emit("invoiceitem.deleted", item);
    world.store.remove("invoiceitem", id);
    return { id, object: "invoiceitem", deleted: true };
  }),
  route(
    "GET",
    "/v1/invoice_payments",
    z.strictObject({
      ...pageParams,
      invoice: text().optional(),
      status: z.enum(["open", "paid", "canceled"]).optional(),
      payment: z
        .strictObject({
          type: z.enum(["payment_intent"]),
          payment_intent: text().optional(),
          charge: unsimulated,
          payment_record: unsimulated,
        })
        .optional(),
      created: createdParam.optional(),
    }),
    (world, params) =>
      listPage(world, "invoice_payment", "/v1/invoice_payments", params, {
        matches: ({ created, invoice, payment, status }) =>
          (params.invoice ?? invoice) === invoice &&
          (params.status ?? status) === status &&
          (params.payment?.payment_intent ?? payment.payment_intent) === payment.payment_intent &&
          isWithin(created, params.created),
      }),
  ),
  route("GET", "/v1/invoice_payments/:id", none, ({ store }, _params, { id = "" }) =>
    store.get("invoice_payment", id),
  ),
];
