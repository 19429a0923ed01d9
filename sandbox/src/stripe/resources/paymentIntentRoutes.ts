import { z } from "zod";
import { confirmPaymentIntent } from "../engine/confirmPaymentIntent.ts";
import { createPaymentIntent } from "../engine/createPaymentIntent.ts";
import { idOf } from "../engine/idOf.ts";
import { amend } from "../engine/keep.ts";
import { refuse } from "../engine/refuse.ts";
import { throwKept } from "../engine/throwKept.ts";
import {
  flag,
  integer,
  mergeMetadata,
  metadata,
  text,
  unsimulated,
  unsimulatedAll,
} from "../http/formParams.ts";
import { createdParam, isWithin, listPage, pageParams } from "../http/listPage.ts";
import { route, type StripeRoute } from "../StripeRoute.ts";
import type { StripeWorld } from "../StripeWorld.ts";

const createParams = z.strictObject({
  ...unsimulatedAll(
    "allowed_payment_method_types",
    "amount_details",
    "application_fee_amount",
    "customer_account",
    "excluded_payment_method_types",
    "hooks",
    "mandate",
    "mandate_data",
    "on_behalf_of",
    "payment_details",
    "payment_method_configuration",
    "radar_options",
    "statement_descriptor_suffix",
    "transfer_group",
    "use_stripe_sdk",
  ),
  amount: integer({ min: 50 }),
  currency: text(3),
  confirm: flag().optional(),
  customer: text().optional(),
  description: text().optional(),
  metadata: metadata.optional(),
  off_session: flag().optional(),
  payment_method: text().optional(),
  return_url: text().optional(),
  setup_future_usage: z.enum(["off_session", "on_session"]).optional(),
  automatic_payment_methods: unsimulated,
  capture_method: unsimulated,
  confirmation_method: unsimulated,
  confirmation_token: unsimulated,
  error_on_requires_action: unsimulated,
  payment_method_data: unsimulated,
  payment_method_options: unsimulated,
  receipt_email: unsimulated,
  shipping: unsimulated,
  statement_descriptor: unsimulated,
  transfer_data: unsimulated,
});

const confirmParams = z.strictObject({
  ...unsimulatedAll(
    "allowed_payment_method_types",
    "amount_details",
    "amount_to_confirm",
    "capture_method",
    "excluded_payment_method_types",
    "hooks",
    "mandate",
    "mandate_data",
    "payment_details",
    "payment_method_options",
    "radar_options",
    "receipt_email",
    "shipping",
    "use_stripe_sdk",
  ),
  payment_method: text().optional(),
  off_session: flag().optional(),
  return_url: text().optional(),
  confirmation_token: unsimulated,
  error_on_requires_action: unsimulated,
  payment_method_data: unsimulated,
  setup_future_usage: unsimulated,
});

const listParams = z.strictObject({
  ...pageParams,
  customer: text().optional(),
  created: createdParam.optional(),
  customer_account: unsimulated,
});

/** https://docs.stripe.com/api/payment_intents */
export const paymentIntentRoutes: readonly StripeRoute[] = [
  route("POST", "/v1/payment_intents", createParams, (world, params) => {
    if (params.customer) world.store.get("customer", params.customer, "customer");
    const intent = createPaymentIntent(world, {
      amountCents: params.amount,
      currency: params.currency,
      customer: params.customer ?? null,
      description: params.description,
      metadata: mergeMetadata(null, params.metadata),
      paymentMethod: params.payment_method,
      setupFutureUsage: params.setup_future_usage,
    });
    return params.confirm ? confirm(world, intent.id, params) : intent;
  }),
  route("GET", "/v1/payment_intents", listParams, (world, params) =>
    listPage(world, "payment_intent", "/v1/payment_intents", params, {
      customer: params.customer,
      matches: ({ created }) => isWithin(created, params.created),
    }),
  ),
  route(
    "GET",
    "/v1/payment_intents/:id",
    z.strictObject({ client_secret: unsimulated }),
    ({ store }, _params, { id = "" }) => store.get("payment_intent", id),
  ),
  route("POST", "/v1/payment_intents/:id/confirm", confirmParams, (world, params, { id = "" }) =>
    confirm(world, id, params),
  ),
  route(
    "POST",
    "/v1/payment_intents/:id/cancel",
    z.strictObject({ cancellation_reason: unsimulated }),
    (world, _params, { id = "" }) => {
      const before = world.store.get("payment_intent", id);
      const invoice = world.store.note(id)["invoice"];
      if (invoice !== undefined)
        refuse(
          "You cannot cancel this PaymentIntent because it belongs to an invoice. Void the invoice instead.",
          { code: "payment_intent_unexpected_state" },
        );
      if (before.status === "succeeded" || before.status === "canceled")
        refuse(
          `You cannot cancel this PaymentIntent because it has a status of ${before.status}.`,
          {
            code: "payment_intent_unexpected_state",
          },
        );
      const canceled = amend(world, "payment_intent", id, {
        canceled_at: world.now(idOf(before.customer)),
        next_action: null,
        status: "canceled",
      });
      world.emit("payment_intent.canceled", canceled);
      return canceled;
    },
  ),
];

function confirm(
  world: StripeWorld,
  id: string,
  params: Pick<z.infer<typeof confirmParams>, "off_session" | "payment_method" | "return_url">,
) {
  const { intent, error } = confirmPaymentIntent(world, id, {
    paymentMethod: params.payment_method,
    offSession: params.off_session,
    returnUrl: params.return_url,
  });
  if (error) throwKept(error);
  return intent;
}
