import type Stripe from "stripe";
import { z } from "zod";
import { cancelSubscription } from "../engine/cancelSubscription.ts";
import { createSubscription } from "../engine/createSubscription.ts";
import { idOf } from "../engine/idOf.ts";
import { resumeSubscription } from "../engine/resumeSubscription.ts";
import { updateSubscription } from "../engine/updateSubscription.ts";
import { pauseSubscription } from "../engine/pauseSubscription.ts";
import { refuse } from "../engine/refuse.ts";
import { flag, mergeMetadata, text, timestamp, unsimulated } from "../http/formParams.ts";
import { createdParam, isWithin, listPage, pageParams } from "../http/listPage.ts";
import { route, type StripeRoute } from "../StripeRoute.ts";
import type { StripeWorld } from "../StripeWorld.ts";
import {
  billingChangeOf,
  cancellationDetails,
  prorationBehavior,
  subscriptionCreateParams,
  subscriptionUpdateParams,
} from "./subscriptionParams.ts";

const statuses = [
  "active",
  "all",
  "canceled",
  "ended",
  "incomplete",
  "incomplete_expired",
  "past_due",
  "paused",
  "trialing",
  "unpaid",
] as const;

const listParams = z.strictObject({
  ...pageParams,
  customer: text().optional(),
  price: text().optional(),
  status: z.enum(statuses).optional(),
  created: createdParam.optional(),
  current_period_end: createdParam.optional(),
  current_period_start: createdParam.optional(),
  test_clock: text().optional(),
  collection_method: z.enum(["charge_automatically", "send_invoice"]).optional(),
  automatic_tax: unsimulated,
  customer_account: unsimulated,
  plan: unsimulated,
});

const cancelParams = z.strictObject({
  cancellation_details: cancellationDetails.optional(),
  invoice_now: flag().optional(),
  prorate: flag().optional(),
});

const pauseParams = z.strictObject({
  bill_for: z
    .strictObject({
      unused_time_from: z.strictObject({ type: z.enum(["none", "now"]) }).optional(),
      outstanding_usage_through: unsimulated,
    })
    .optional(),
  invoicing_behavior: z.enum(["pending_invoice_item"]).optional(),
  type: z.enum(["subscription"]).optional(),
});

const resumeParams = z.strictObject({
  billing_cycle_anchor: z.enum(["now", "unchanged"]).optional(),
  proration_behavior: prorationBehavior.optional(),
  proration_date: timestamp().optional(),
  payment_behavior: unsimulated,
});

/** https://docs.stripe.com/api/subscriptions */
export const subscriptionRoutes: readonly StripeRoute[] = [
  route("POST", "/v1/subscriptions", subscriptionCreateParams, (world, params) =>
    create(world, params),
  ),
  route("GET", "/v1/subscriptions", listParams, (world, params) => {
    if (params.customer) world.store.get("customer", params.customer, "customer");
    return listPage(world, "subscription", "/v1/subscriptions", params, {
      customer: params.customer,
      matches: (subscription) => matches(subscription, params),
    });
  }),
  route("GET", "/v1/subscriptions/:id", z.strictObject({}), ({ store }, _params, { id = "" }) =>
    store.get("subscription", id),
  ),
  route("POST", "/v1/subscriptions/:id", subscriptionUpdateParams, (world, params, { id = "" }) =>
    update(world, id, params),
  ),
  route("DELETE", "/v1/subscriptions/:id", cancelParams, (world, params, { id = "" }) =>
    cancelSubscription(world, id, {
      prorate: params.prorate ?? false,
      invoiceNow: params.invoice_now ?? false,
      comment: params.cancellation_details?.comment ?? null,
      feedback: params.cancellation_details?.feedback ?? null,
    }),
  ),
  route("POST", "/v1/subscriptions/:id/pause", pauseParams, (world, params, { id = "" }) =>
    pauseSubscription(world, id, { credits: params.bill_for?.unused_time_from?.type !== "none" }),
  ),
  route("POST", "/v1/subscriptions/:id/resume", resumeParams, (world, params, { id = "" }) =>
    resumeSubscription(world, id, {
      resetsAnchor: params.billing_cycle_anchor !== "unchanged",
    }),
  ),
];

function create(
  world: StripeWorld,
  params: z.infer<typeof subscriptionCreateParams>,
): Stripe.Subscription {
  const { customer, items, default_payment_method: card } = params;
  if (params.trial_end !== undefined && params.trial_period_days !== undefined)
    refuse("You may only specify one of these parameters: trial_end, trial_period_days.", {
      param: "trial_end",
    });
  if (card) requireOwnCard(world, customer, card);
  const [first] = items;
  const { currency } = world.store.get("price", first?.price ?? "", "items[0][price]");
  if (params.currency !== undefined && params.currency !== currency)
    refuse(
      `The price specified only supports \`${currency}\`. This doesn't match the expected currency: \`${params.currency}\`.`,
      {
        param: "items[0][price]",
      },
    );
  const now = world.now(customer);
  const { subscription } = createSubscription(world, {
    customer,
    items: items.map(({ price, quantity, metadata: change }) => ({
      price,
      quantity,
      metadata: mergeMetadata(null, change),
    })),
    billingMode: params.billing_mode?.type,
    prorationDiscounts: params.billing_mode?.flexible?.proration_discounts,
    billingCycleAnchor: params.billing_cycle_anchor,
    paymentBehavior: params.payment_behavior,
    defaultPaymentMethod: card,
    savePaymentMethod: params.payment_settings?.save_default_payment_method,
    trialEnd:
      params.trial_period_days !== undefined
        ? now + params.trial_period_days * 86_400
        : params.trial_end === "now"
          ? undefined
          : params.trial_end,
    missingPaymentMethod: params.trial_settings?.end_behavior.missing_payment_method,
    prorationBehavior: params.proration_behavior,
    description: params.description,
    metadata: mergeMetadata(null, params.metadata),
    cancellation:
      params.cancel_at_period_end === true || params.cancel_at !== undefined
        ? {
            atPeriodEnd: params.cancel_at_period_end,
            at: params.cancel_at,
            prorates: params.proration_behavior !== "none",
          }
        : undefined,
    offSession: params.off_session,
  });
  return subscription;
}

/** Attributes that a pending update takes: https://docs.stripe.com/billing/subscriptions/pending-updates-reference */
const PENDING = new Set([
  "payment_behavior",
  "proration_behavior",
  "proration_date",
  "billing_cycle_anchor",
  "items",
  "trial_end",
]);

function update(
  world: StripeWorld,
  id: string,
  params: z.infer<typeof subscriptionUpdateParams>,
): Stripe.Subscription {
  const before = world.store.get("subscription", id);
  if (params.payment_behavior === "pending_if_incomplete") {
    const others = Object.entries(params)
      .filter(([name, value]) => value !== undefined && !PENDING.has(name))
      .map(([name]) => name);
    if (others.length > 0)
      refuse(
        `The following arguments are not supported with \`payment_behavior=pending_if_incomplete\`: ${others.join(", ")}. See https://stripe.com/docs/billing/subscriptions/pending-updates-reference#supported-attributes`,
        { param: others[0] ?? "" },
      );
  }
  const card = params.default_payment_method;
  if (card) requireOwnCard(world, idOf(before.customer), card);
  const details = params.cancellation_details;
  const cancels =
    params.cancel_at !== undefined ||
    params.cancel_at_period_end !== undefined ||
    details !== undefined;
  const pause = params.pause_collection;
  return updateSubscription(world, id, {
    ...billingChangeOf(params),
    paymentBehavior: params.payment_behavior,
    offSession: params.off_session,
    cancellation: cancels
      ? {
          at: params.cancel_at,
          atPeriodEnd: params.cancel_at_period_end,
          comment: details?.comment,
          feedback: details?.feedback,
          prorates: params.proration_behavior !== "none",
        }
      : undefined,
    plain: {
      ...(params.metadata !== undefined && {
        metadata: mergeMetadata(before.metadata, params.metadata),
      }),
      ...(card !== undefined && { default_payment_method: card }),
      ...(params.description !== undefined && { description: params.description }),
      ...(pause !== undefined && {
        pause_collection: pause && {
          behavior: pause.behavior,
          resumes_at: pause.resumes_at ?? null,
        },
      }),
      ...(params.payment_settings?.save_default_payment_method && {
        payment_settings: {
          payment_method_options: null,
          payment_method_types: null,
          ...before.payment_settings,
          save_default_payment_method: params.payment_settings.save_default_payment_method,
        },
      }),
      ...(params.trial_settings && {
        trial_settings: {
          end_behavior: {
            billing_cycle_anchor: null,
            missing_payment_method: params.trial_settings.end_behavior.missing_payment_method,
          },
        },
      }),
    },
  });
}

function requireOwnCard(world: StripeWorld, customer: string, card: string): void {
  const { customer: holder } = world.store.get("payment_method", card, "default_payment_method");
  if (holder !== customer)
    refuse(
      `The customer does not have a payment method with the ID ${card}. The payment method must be attached to the customer.`,
      { code: "resource_missing", param: "default_payment_method" },
    );
}

function matches(subscription: Stripe.Subscription, params: z.infer<typeof listParams>): boolean {
  const { status, items } = subscription;
  const ended = status === "canceled" || status === "incomplete_expired";
  const wanted =
    params.status === undefined
      ? status !== "canceled"
      : params.status === "all" || (params.status === "ended" ? ended : params.status === status);
  return (
    wanted &&
    (params.collection_method ?? "charge_automatically") === subscription.collection_method &&
    (params.price === undefined || items.data.some(({ price }) => price.id === params.price)) &&
    (params.test_clock === undefined || params.test_clock === subscription.test_clock) &&
    isWithin(subscription.created, params.created) &&
    isWithin(items.data[0]?.current_period_end ?? 0, params.current_period_end) &&
    isWithin(items.data[0]?.current_period_start ?? 0, params.current_period_start)
  );
}
