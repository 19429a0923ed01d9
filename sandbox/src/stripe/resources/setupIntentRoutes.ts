import { z } from "zod";
import { confirmSetupIntent, createSetupIntent } from "../engine/confirmSetupIntent.ts";
import { amend } from "../engine/keep.ts";
import { refuse } from "../engine/refuse.ts";
import {
  flag,
  mergeMetadata,
  metadata,
  text,
  unsimulated,
  unsimulatedAll,
} from "../http/formParams.ts";
import { createdParam, isWithin, listPage, pageParams } from "../http/listPage.ts";
import { route, type StripeRoute } from "../StripeRoute.ts";

const createParams = z.strictObject({
  ...unsimulatedAll(
    "allowed_payment_method_types",
    "customer_account",
    "excluded_payment_method_types",
    "on_behalf_of",
    "payment_method_configuration",
  ),
  confirm: flag().optional(),
  customer: text().optional(),
  description: text().optional(),
  metadata: metadata.optional(),
  payment_method: text().optional(),
  return_url: text().optional(),
  usage: z.enum(["off_session", "on_session"]).optional(),
  attach_to_self: unsimulated,
  automatic_payment_methods: unsimulated,
  confirmation_token: unsimulated,
  flow_directions: unsimulated,
  mandate_data: unsimulated,
  payment_method_data: unsimulated,
  payment_method_options: unsimulated,
  single_use: unsimulated,
  use_stripe_sdk: unsimulated,
});

const confirmParams = z.strictObject({
  ...unsimulatedAll("allowed_payment_method_types", "payment_method_options", "use_stripe_sdk"),
  payment_method: text().optional(),
  return_url: text().optional(),
  confirmation_token: unsimulated,
  mandate_data: unsimulated,
  payment_method_data: unsimulated,
});

/** https://docs.stripe.com/api/setup_intents */
export const setupIntentRoutes: readonly StripeRoute[] = [
  route("POST", "/v1/setup_intents", createParams, (world, params) => {
    if (params.customer) world.store.get("customer", params.customer, "customer");
    const intent = createSetupIntent(world, {
      customer: params.customer ?? null,
      description: params.description ?? null,
      metadata: mergeMetadata(null, params.metadata),
      paymentMethod: params.payment_method ?? null,
      usage: params.usage ?? "off_session",
    });
    if (!params.confirm) return intent;
    return confirmSetupIntent(world, intent.id, { returnUrl: params.return_url });
  }),
  route(
    "GET",
    "/v1/setup_intents",
    z.strictObject({
      ...unsimulatedAll("customer_account"),
      ...pageParams,
      customer: text().optional(),
      payment_method: text().optional(),
      created: createdParam.optional(),
      attach_to_self: unsimulated,
    }),
    (world, params) =>
      listPage(world, "setup_intent", "/v1/setup_intents", params, {
        customer: params.customer,
        matches: ({ created, payment_method }) =>
          (params.payment_method ?? payment_method) === payment_method &&
          isWithin(created, params.created),
      }),
  ),
  route(
    "GET",
    "/v1/setup_intents/:id",
    z.strictObject({ client_secret: unsimulated }),
    ({ store }, _params, { id = "" }) => store.get("setup_intent", id),
  ),
  route("POST", "/v1/setup_intents/:id/confirm", confirmParams, (world, params, { id = "" }) =>
    confirmSetupIntent(world, id, {
      paymentMethod: params.payment_method,
      returnUrl: params.return_url,
    }),
  ),
  route(
    "POST",
    "/v1/setup_intents/:id/cancel",
    z.strictObject({ cancellation_reason: unsimulated }),
    (world, _params, { id = "" }) => {
      const { status } = world.store.get("setup_intent", id);
      if (status === "succeeded" || status === "canceled")
        refuse(`You cannot cancel this SetupIntent because it has a status of ${status}.`, {
          code: "setup_intent_unexpected_state",
        });
      const canceled = amend(world, "setup_intent", id, { next_action: null, status: "canceled" });
      world.emit("setup_intent.canceled", canceled);
      return canceled;
    },
  ),
];
