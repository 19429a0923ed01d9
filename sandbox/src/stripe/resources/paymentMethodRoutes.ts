import { z } from "zod";
import { attachPaymentMethod, findPaymentMethod } from "../engine/attachPaymentMethod.ts";
import { createCard } from "../engine/createCard.ts";
import { detachPaymentMethod } from "../engine/detachPaymentMethod.ts";
import { amend } from "../engine/keep.ts";
import { refuse } from "../engine/refuse.ts";
import {
  integer,
  mergeMetadata,
  metadata,
  text,
  unsettable,
  unsimulated,
  unsimulatedAll,
} from "../http/formParams.ts";
import { listPage, pageParams } from "../http/listPage.ts";
import { route, type StripeRoute } from "../StripeRoute.ts";

const billingDetails = z.strictObject({
  email: unsettable(text()).optional(),
  name: unsettable(text()).optional(),
  phone: unsettable(text()).optional(),
  address: unsimulated,
  tax_id: unsimulated,
});

const createParams = z.strictObject({
  ...unsimulatedAll(
    "acss_debit",
    "affirm",
    "afterpay_clearpay",
    "alipay",
    "alma",
    "amazon_pay",
    "au_becs_debit",
    "bacs_debit",
    "bancontact",
    "billie",
    "bizum",
    "blik",
    "boleto",
    "cashapp",
    "crypto",
    "custom",
    "customer_balance",
    "eps",
    "fpx",
    "giropay",
    "grabpay",
    "ideal",
    "interac_present",
    "kakao_pay",
    "klarna",
    "konbini",
    "kr_card",
    "link",
    "mb_way",
    "mobilepay",
    "multibanco",
    "naver_pay",
    "nz_bank_account",
    "oxxo",
    "p24",
    "pay_by_bank",
    "payco",
    "paynow",
    "paypal",
    "paypay",
    "payto",
    "pix",
    "promptpay",
    "radar_options",
    "revolut_pay",
    "samsung_pay",
    "satispay",
    "scalapay",
    "sepa_debit",
    "sequra",
    "sofort",
    "sunbit",
    "swish",
    "twint",
    "upi",
    "us_bank_account",
    "wechat_pay",
    "zip",
  ),
  type: z.enum(["card"]),
  card: z.union([
    z.strictObject({ token: text() }),
    z.strictObject({
      number: text(),
      exp_month: integer(),
      exp_year: integer(),
      cvc: text().optional(),
    }),
  ]),
  billing_details: billingDetails.optional(),
  metadata: metadata.optional(),
  allow_redisplay: unsimulated,
  customer: unsimulated,
  payment_method: unsimulated,
});

const updateParams = z.strictObject({
  ...unsimulatedAll("us_bank_account"),
  billing_details: billingDetails.optional(),
  metadata: metadata.optional(),
  card: z.strictObject({ exp_month: integer({ min: 1, max: 12 }), exp_year: integer() }).optional(),
  allow_redisplay: unsimulated,
});

/** https://docs.stripe.com/api/payment_methods */
export const paymentMethodRoutes: readonly StripeRoute[] = [
  route("POST", "/v1/payment_methods", createParams, (world, { card, ...params }) => {
    if ("token" in card) return findPaymentMethod(world, card.token, "card[token]");
    const { email = null, name = null, phone = null } = params.billing_details ?? {};
    return createCard(world, {
      number: card.number,
      expMonth: card.exp_month,
      expYear: card.exp_year < 100 ? 2000 + card.exp_year : card.exp_year,
      cvc: card.cvc,
      billingDetails: { email, name, phone },
      metadata: mergeMetadata(null, params.metadata),
    });
  }),
  route(
    "GET",
    "/v1/payment_methods",
    z.strictObject({
      ...unsimulatedAll("customer_account"),
      ...pageParams,
      customer: text(),
      type: z.enum(["card"]).optional(),
      allow_redisplay: unsimulated,
    }),
    (world, params) => {
      world.store.get("customer", params.customer, "customer");
      const { customer } = params;
      return listPage(world, "payment_method", "/v1/payment_methods", params, { customer });
    },
  ),
  route("GET", "/v1/payment_methods/:id", z.strictObject({}), ({ store }, _params, { id = "" }) =>
    store.get("payment_method", id),
  ),
  route("POST", "/v1/payment_methods/:id", updateParams, (world, params, { id = "" }) => {
    const before = world.store.get("payment_method", id);
    if (!before.customer)
      refuse("You must save this PaymentMethod to a customer before you can update it.");
    const { email, name, phone } = params.billing_details ?? {};
    const changes = {
      billing_details: {
        ...before.billing_details,
        ...(email !== undefined && { email }),
        ...(name !== undefined && { name }),
        ...(phone !== undefined && { phone }),
      },
      ...(params.card && before.card && { card: { ...before.card, ...params.card } }),
      metadata: mergeMetadata(before.metadata, params.metadata),
    };
    return amend(world, "payment_method", id, changes, "payment_method.updated");
  }),
  route(
    "POST",
    "/v1/payment_methods/:id/attach",
    z.strictObject({ customer: text(), customer_account: unsimulated }),
    (world, { customer }, { id = "" }) => attachPaymentMethod(world, id, customer),
  ),
  route(
    "POST",
    "/v1/payment_methods/:id/detach",
    z.strictObject({}),
    (world, _params, { id = "" }) => detachPaymentMethod(world, id),
  ),
];
