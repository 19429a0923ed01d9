import { z } from "zod";
import { idOf } from "../engine/idOf.ts";
import { amend } from "../engine/keep.ts";
import { refundCharge } from "../engine/refundCharge.ts";
import { refuse } from "../engine/refuse.ts";
import { integer, mergeMetadata, metadata, text, unsimulated } from "../http/formParams.ts";
import { createdParam, isWithin, listPage, pageParams } from "../http/listPage.ts";
import { route, type StripeRoute } from "../StripeRoute.ts";
import type { StripeWorld } from "../StripeWorld.ts";

const none = z.strictObject({});

const refundParams = z.strictObject({
  amount: integer({ min: 1 }).optional(),
  charge: text().optional(),
  payment_intent: text().optional(),
  metadata: metadata.optional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
  currency: unsimulated,
  customer: unsimulated,
  instructions_email: unsimulated,
  origin: unsimulated,
  refund_application_fee: unsimulated,
  reverse_transfer: unsimulated,
});

const listParams = {
  ...pageParams,
  payment_intent: text().optional(),
  created: createdParam.optional(),
};

/** https://docs.stripe.com/api/charges, https://docs.stripe.com/api/refunds, https://docs.stripe.com/api/disputes */
export const chargeRoutes: readonly StripeRoute[] = [
  route(
    "GET",
    "/v1/charges",
    z.strictObject({ ...listParams, customer: text().optional(), transfer_group: unsimulated }),
    (world, params) =>
      listPage(world, "charge", "/v1/charges", params, {
        customer: params.customer,
        matches: ({ created, payment_intent }) =>
          (params.payment_intent ?? payment_intent) === payment_intent &&
          isWithin(created, params.created),
      }),
  ),
  route("GET", "/v1/charges/:id", none, ({ store }, _params, { id = "" }) =>
    store.get("charge", id),
  ),
  route("POST", "/v1/refunds", refundParams, (world, params) =>
    refundCharge(world, chargeOf(world, params), {
      amountCents: params.amount,
      reason: params.reason ?? null,
      metadata: mergeMetadata(null, params.metadata),
    }),
  ),
  route(
    "GET",
    "/v1/refunds",
    z.strictObject({ ...listParams, charge: text().optional() }),
    (world, params) =>
      listPage(world, "refund", "/v1/refunds", params, {
        matches: ({ charge, created, payment_intent }) =>
          (params.charge ?? charge) === charge &&
          (params.payment_intent ?? payment_intent) === payment_intent &&
          isWithin(created, params.created),
      }),
  ),
  route("GET", "/v1/refunds/:id", none, ({ store }, _params, { id = "" }) =>
    store.get("refund", id),
  ),
  route(
    "POST",
    "/v1/refunds/:id",
    z.strictObject({ metadata: metadata.optional() }),
    (world, params, { id = "" }) => {
      const before = world.store.get("refund", id);
      const changes = { metadata: mergeMetadata(before.metadata, params.metadata) };
      return amend(world, "refund", id, changes, "refund.updated");
    },
  ),
  route(
    "GET",
    "/v1/disputes",
    z.strictObject({ ...listParams, charge: text().optional() }),
    (world, params) =>
      listPage(world, "dispute", "/v1/disputes", params, {
        matches: ({ charge, created, payment_intent }) =>
          (params.charge ?? charge) === charge &&
          (params.payment_intent ?? payment_intent) === payment_intent &&
          isWithin(created, params.created),
      }),
  ),
  route("GET", "/v1/disputes/:id", none, ({ store }, _params, { id = "" }) =>
    store.get("dispute", id),
  ),
];

function chargeOf(world: StripeWorld, params: z.infer<typeof refundParams>): string {
  if ((params.charge === undefined) === (params.payment_intent === undefined))
    refuse(
      "One of the following params should be provided for this request: payment_intent or charge.",
      {
        code: "parameter_missing",
        param: "charge",
      },
    );
  if (params.charge) return params.charge;
  const { latest_charge, status } = world.store.get(
    "payment_intent",
    params.payment_intent ?? "",
    "payment_intent",
  );
  const charge = idOf(latest_charge);
  if (status === "succeeded" && charge) return charge;
  return refuse("This PaymentIntent does not have a successful charge to refund.", {
    param: "payment_intent",
  });
}
