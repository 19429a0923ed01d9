import type Stripe from "stripe";
import { z } from "zod";
import { findPaymentMethod } from "../engine/attachPaymentMethod.ts";
import { draftInvoice } from "../engine/draftInvoice.ts";
import { finalizeInvoice } from "../engine/finalizeInvoice.ts";
import { followGivenUp, followPaid } from "../engine/followInvoice.ts";
import { idOf, subscriptionOf } from "../engine/idOf.ts";
import { amend } from "../engine/keep.ts";
import { payInvoice } from "../engine/payInvoice.ts";
import { linesOfPending } from "../engine/pendingItems.ts";
import { previewNew, previewUpdate } from "../engine/previewInvoice.ts";
import { refuse } from "../engine/refuse.ts";
import { throwKept } from "../engine/throwKept.ts";
import { voidInvoice } from "../engine/voidInvoice.ts";
import {
  flag,
  mergeMetadata,
  metadata,
  text,
  timestamp,
  unsettable,
  unsimulated,
  unsimulatedAll,
} from "../http/formParams.ts";
import { createdParam, isWithin, listPage, pageParams } from "../http/listPage.ts";
import { route, type StripeRoute } from "../StripeRoute.ts";
import type { StripeWorld } from "../StripeWorld.ts";
import {
  billingChangeOf,
  billingMode,
  changedItem,
  prorationBehavior,
} from "./subscriptionParams.ts";

const none = z.strictObject({});
const invoiceStatus = z.enum(["draft", "open", "paid", "uncollectible", "void"]);

const listParams = z.strictObject({
  ...pageParams,
  customer: text().optional(),
  subscription: text().optional(),
  status: invoiceStatus.optional(),
  created: createdParam.optional(),
  collection_method: z.enum(["charge_automatically", "send_invoice"]).optional(),
  customer_account: unsimulated,
  due_date: unsimulated,
});

const createParams = z.strictObject({
  customer: text(),
  subscription: text().optional(),
  auto_advance: flag().optional(),
  collection_method: z.enum(["charge_automatically"]).optional(),
  currency: text(3).optional(),
  default_payment_method: text().optional(),
  description: text().optional(),
  metadata: metadata.optional(),
  pending_invoice_items_behavior: z.enum(["include", "exclude"]).optional(),
  account_tax_ids: unsimulated,
  application_fee_amount: unsimulated,
  automatic_tax: unsimulated,
  automatically_finalizes_at: unsimulated,
  custom_fields: unsimulated,
  customer_account: unsimulated,
  days_until_due: unsimulated,
  default_source: unsimulated,
  default_tax_rates: unsimulated,
  discounts: unsimulated,
  due_date: unsimulated,
  effective_at: unsimulated,
  footer: unsimulated,
  from_invoice: unsimulated,
  issuer: unsimulated,
  number: unsimulated,
  on_behalf_of: unsimulated,
  payment_settings: unsimulated,
  rendering: unsimulated,
  shipping_cost: unsimulated,
  shipping_details: unsimulated,
  statement_descriptor: unsimulated,
  transfer_data: unsimulated,
});

const updateParams = z.strictObject({
  ...unsimulatedAll(
    "account_tax_ids",
    "application_fee_amount",
    "automatic_tax",
    "automatically_finalizes_at",
    "collection_method",
    "custom_fields",
    "days_until_due",
    "default_source",
    "default_tax_rates",
    "discounts",
    "due_date",
    "effective_at",
    "footer",
    "issuer",
    "number",
    "on_behalf_of",
    "payment_settings",
    "rendering",
    "shipping_cost",
    "shipping_details",
    "statement_descriptor",
    "transfer_data",
  ),
  auto_advance: flag().optional(),
  default_payment_method: unsettable(text()).optional(),
  description: unsettable(text()).optional(),
  metadata: metadata.optional(),
});

const payParams = z.strictObject({
  payment_method: text().optional(),
  off_session: flag().optional(),
  paid_out_of_band: flag().optional(),
  forgive: unsimulated,
  mandate: unsimulated,
  source: unsimulated,
});

const previewParams = z.strictObject({
  customer: text().optional(),
  subscription: text().optional(),
  currency: unsimulated,
  preview_mode: z.enum(["next"]).optional(),
  subscription_details: z
    .strictObject({
      items: z.array(changedItem).min(1).max(20).optional(),
      proration_behavior: prorationBehavior.optional(),
      proration_date: timestamp().optional(),
      billing_cycle_anchor: z.enum(["now", "unchanged"]).optional(),
      billing_mode: billingMode.optional(),
      cancel_at_period_end: flag().optional(),
      trial_end: z.union([z.literal("now"), timestamp()]).optional(),
      billing_schedules: unsimulated,
      cancel_at: unsimulated,
      cancel_now: unsimulated,
      default_tax_rates: unsimulated,
      metadata: unsimulated,
      pause: unsimulated,
      resume_at: unsimulated,
      start_date: unsimulated,
    })
    .optional(),
  automatic_tax: unsimulated,
  customer_account: unsimulated,
  customer_details: unsimulated,
  discounts: unsimulated,
  invoice_items: unsimulated,
  issuer: unsimulated,
  on_behalf_of: unsimulated,
  schedule: unsimulated,
  schedule_details: unsimulated,
});

/** https://docs.stripe.com/api/invoices */
export const invoiceRoutes: readonly StripeRoute[] = [
  route("POST", "/v1/invoices/create_preview", previewParams, preview),
  route("POST", "/v1/invoices", createParams, create),
  route("GET", "/v1/invoices", listParams, (world, params) => {
    if (params.customer) world.store.get("customer", params.customer, "customer");
    const owner = params.subscription
      ? idOf(world.store.get("subscription", params.subscription, "subscription").customer)
      : undefined;
    return listPage(world, "invoice", "/v1/invoices", params, {
      customer: params.customer ?? owner,
      matches: (invoice) =>
        (params.status ?? invoice.status) === invoice.status &&
        (params.subscription === undefined || params.subscription === subscriptionOf(invoice)) &&
        (params.collection_method ?? "charge_automatically") === invoice.collection_method &&
        isWithin(invoice.created, params.created),
    });
  }),
  route("GET", "/v1/invoices/:id", none, ({ store }, _params, { id = "" }) =>
    store.get("invoice", id),
  ),
  route("POST", "/v1/invoices/:id", updateParams, (world, params, { id = "" }) => {
    const before = world.store.get("invoice", id);
    const changes = {
      ...(params.auto_advance !== undefined && { auto_advance: params.auto_advance }),
      ...(params.default_payment_method !== undefined && {
        default_payment_method: params.default_payment_method,
      }),
      ...(params.description !== undefined && { description: params.description }),
      metadata: mergeMetadata(before.metadata, params.metadata),
    };
    return amend(world, "invoice", id, changes, "invoice.updated");
  }),
  route("DELETE", "/v1/invoices/:id", none, (world, _params, { id = "" }) => {
    const invoice = world.store.get("invoice", id);
    if (invoice.status !== "draft" || subscriptionOf(invoice))
      refuse("You can only delete draft invoices that were not made by a subscription.", {
        code: "invoice_not_editable",
      });
    world.emit("invoice.deleted", invoice);
    world.store.remove("invoice", id);
    return { id, object: "invoice", deleted: true };
  }),
  route(
    "GET",
    "/v1/invoices/:id/lines",
    z.strictObject(pageParams),
    (world, params, { id = "" }) => {
      const { lines } = world.store.get("invoice", id);
      const from = lines.data.findIndex((line) => line.id === params.starting_after) + 1;
      const data = lines.data.slice(from, from + params.limit);
      return { ...lines, data, has_more: from + data.length < lines.data.length };
    },
  ),
  route(
    "POST",
    "/v1/invoices/:id/finalize",
    z.strictObject({ auto_advance: flag().optional() }),
    (world, params, { id = "" }) => {
      const invoice = finalizeInvoice(world, id);
      return params.auto_advance === false
        ? amend(world, "invoice", invoice.id, { auto_advance: false })
        : invoice;
    },
  ),
  route("POST", "/v1/invoices/:id/pay", payParams, pay),
  route("POST", "/v1/invoices/:id/void", none, (world, _params, { id = "" }) => {
    const invoice = world.store.get("invoice", id);
    if (invoice.status !== "open" && invoice.status !== "uncollectible")
      refuse(
        `You can only void open or uncollectible invoices. This invoice has a status of ${String(invoice.status)}.`,
        { code: "invoice_not_editable" },
      );
    const voided = voidInvoice(world, invoice);
    followGivenUp(world, voided);
    return voided;
  }),
  route("POST", "/v1/invoices/:id/mark_uncollectible", none, (world, _params, { id = "" }) => {
    const invoice = world.store.get("invoice", id);
    if (invoice.status !== "open")
      refuse(
        `You can only mark open invoices uncollectible. This invoice has a status of ${String(invoice.status)}.`,
        { code: "invoice_not_editable" },
      );
    const marked = amend(world, "invoice", id, {
      auto_advance: false,
      next_payment_attempt: null,
      status: "uncollectible",
      status_transitions: {
        ...invoice.status_transitions,
        marked_uncollectible_at: world.now(idOf(invoice.customer)),
      },
    });
    world.emit("invoice.marked_uncollectible", marked);
    followGivenUp(world, marked);
    return marked;
  }),
];

function create(world: StripeWorld, params: z.infer<typeof createParams>): Stripe.Invoice {
  const { customer } = params;
  world.store.get("customer", customer, "customer");
  const subscription = params.subscription
    ? world.store.get("subscription", params.subscription, "subscription")
    : null;
  const include = params.pending_invoice_items_behavior === "include" || subscription !== null;
  const lines = include ? linesOfPending(world, customer, subscription?.id ?? null) : [];
  if (subscription && lines.length === 0)
    refuse("Nothing to invoice for subscription", { code: "invoice_no_subscription_line_items" });
  const now = world.now(customer);
  return draftInvoice(world, {
    id: world.newId("in"),
    customer,
    currency: params.currency ?? lines[0]?.currency ?? "usd",
    reason: subscription ? "subscription_update" : "manual",
    subscription,
    lines,
    period: { start: now, end: now },
    autoAdvance: params.auto_advance ?? false,
    finalizesAt: params.auto_advance ? now + 3600 : null,
    description: params.description,
    metadata: mergeMetadata(null, params.metadata),
    defaultPaymentMethod: params.default_payment_method,
  });
}

function pay(
  world: StripeWorld,
  params: z.infer<typeof payParams>,
  { id = "" }: Readonly<Record<string, string>>,
): Stripe.Invoice {
  if (params.paid_out_of_band) return payOutOfBand(world, id);
  const { customer } = world.store.get("invoice", id);
  if (params.payment_method) {
    const card = findPaymentMethod(world, params.payment_method);
    if (card.customer !== customer)
      refuse(
        `The customer does not have a payment method with the ID ${params.payment_method}. The payment method must be attached to the customer.`,
        { code: "resource_missing", param: "payment_method" },
      );
  }
  const { invoice, intent, error } = payInvoice(world, id, {
    paymentMethod: params.payment_method,
    offSession: params.off_session ?? false,
  });
  if (error) throwKept(error);
  if (intent?.status === "requires_action")
    throwKept({
      type: "card_error",
      code: "invoice_payment_intent_requires_action",
      doc_url: "https://docs.stripe.com/error-codes/invoice-payment-intent-requires-action",
      message:
        "This payment requires additional user action before it can be completed successfully. Payment can be completed using the PaymentIntent associated with the invoice. For more details see: https://stripe.com/docs/billing/subscriptions/overview#requires-action",
      payment_intent: intent,
    });
  return invoice;
}

function payOutOfBand(world: StripeWorld, id: string): Stripe.Invoice {
  const before = world.store.get("invoice", id);
  if (before.status === "paid") refuse("Invoice is already paid", { code: "invoice_already_paid" });
  const open = before.status === "draft" ? finalizeInvoice(world, id) : before;
  if (open.status !== "open") return open;
  const invoice = amend(world, "invoice", id, {
    amount_paid: open.amount_due,
    amount_remaining: 0,
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status: "paid",
    status_transitions: { ...open.status_transitions, paid_at: world.now(idOf(open.customer)) },
  });
  world.emit("invoice.paid", invoice);
  world.emit("invoice.payment_succeeded", invoice);
  followPaid(world, invoice);
  return invoice;
}

function preview(world: StripeWorld, params: z.infer<typeof previewParams>): Stripe.Invoice {
  const { subscription, customer, subscription_details: details = {} } = params;
  if (subscription) {
    const { customer: owner } = world.store.get("subscription", subscription, "subscription");
    if (customer && customer !== owner)
      refuse(`Customer ${customer} does not have a subscription with ID ${subscription}.`, {
        code: "resource_missing",
        param: "subscription",
      });
    return previewUpdate(world, subscription, {
      ...billingChangeOf(details),
      cancels: details.cancel_at_period_end,
    });
  }
  if (!customer || !details.items)
    refuse("You must pass `subscription`, or `customer` and `subscription_details[items]`.", {
      code: "parameter_missing",
      param: "subscription",
    });
  return previewNew(
    world,
    customer,
    details.items.map(({ price, quantity }, index) => ({
      price:
        price ??
        refuse("Missing required param: price.", {
          code: "parameter_missing",
          param: `subscription_details[items][${index}][price]`,
        }),
      quantity,
    })),
  );
}
