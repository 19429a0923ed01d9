import type Stripe from "stripe";
import { z } from "zod";
import { attachPaymentMethod } from "../engine/attachPaymentMethod.ts";
import { changeBalance } from "../engine/changeBalance.ts";
import { createCustomer } from "../engine/createCustomer.ts";
import { endSubscription } from "../engine/endSubscription.ts";
import { idOf } from "../engine/idOf.ts";
import { amend } from "../engine/keep.ts";
import { refuse } from "../engine/refuse.ts";
import {
  integer,
  mergeMetadata,
  metadata,
  text,
  unsettable,
  unsimulated,
} from "../http/formParams.ts";
import { createdParam, isWithin, listPage, pageParams } from "../http/listPage.ts";
import { route, type StripeRoute } from "../StripeRoute.ts";
import type { StripeWorld } from "../StripeWorld.ts";

const line = unsettable(text()).optional();
const address = z.strictObject({
  city: line,
  country: line,
  line1: line,
  line2: line,
  postal_code: line,
  state: line,
});

const customerParams = {
  address: unsettable(address).optional(),
  balance: integer().optional(),
  description: unsettable(text()).optional(),
  email: unsettable(text(512)).optional(),
  invoice_prefix: text(12).optional(),
  invoice_settings: z
    .strictObject({
      default_payment_method: unsettable(text()).optional(),
      custom_fields: unsimulated,
      footer: unsimulated,
      rendering_options: unsimulated,
    })
    .optional(),
  metadata: metadata.optional(),
  name: unsettable(text(256)).optional(),
  phone: unsettable(text(20)).optional(),
  preferred_locales: z.array(text()).optional(),
  business_name: unsimulated,
  cash_balance: unsimulated,
  individual_name: unsimulated,
  next_invoice_sequence: unsimulated,
  shipping: unsimulated,
  source: unsimulated,
  tax: unsimulated,
  tax_exempt: unsimulated,
  validate: unsimulated,
};

const createParams = z.strictObject({
  ...customerParams,
  payment_method: text().optional(),
  test_clock: text().optional(),
  tax_id_data: unsimulated,
});
const updateParams = z.strictObject({ ...customerParams, default_source: unsimulated });

/** https://docs.stripe.com/api/customers */
export const customerRoutes: readonly StripeRoute[] = [
  route("POST", "/v1/customers", createParams, (world, params) => {
    const { id } = createCustomer(world, {
      address: params.address ? fillAddress(params.address) : null,
      balanceCents: params.balance,
      description: params.description ?? undefined,
      email: params.email ?? undefined,
      metadata: mergeMetadata(null, params.metadata),
      name: params.name ?? undefined,
      phone: params.phone ?? undefined,
      testClock: params.test_clock,
    });
    if (params.invoice_prefix)
      amend(world, "customer", id, { invoice_prefix: params.invoice_prefix });
    if (params.preferred_locales)
      amend(world, "customer", id, { preferred_locales: params.preferred_locales });
    if (params.payment_method) attachPaymentMethod(world, params.payment_method, id);
    return setDefaultCard(world, id, params.invoice_settings?.default_payment_method);
  }),
  route("GET", "/v1/customers", listParams(), (world, params) =>
    listPage(world, "customer", "/v1/customers", params, {
      matches: ({ email, created, test_clock }) =>
        (params.email === undefined || params.email === email) &&
        (params.test_clock === undefined || params.test_clock === test_clock) &&
        isWithin(created, params.created),
    }),
  ),
  route(
    "GET",
    "/v1/customers/:id",
    z.strictObject({}),
    ({ store }, _params, { id = "" }) =>
      store.find("customer", id) ??
      deletedCustomer(store.note(id), id) ??
      store.get("customer", id),
  ),
  route("POST", "/v1/customers/:id", updateParams, (world, params, { id = "" }) =>
    updateCustomer(world, id, params),
  ),
  route("DELETE", "/v1/customers/:id", z.strictObject({}), (world, _params, { id = "" }) =>
    deleteCustomer(world, id),
  ),
  route("GET", "/v1/customers/:id/payment_methods", cardsParams(), (world, params, { id = "" }) => {
    world.store.get("customer", id);
    return listPage(world, "payment_method", `/v1/customers/${id}/payment_methods`, params, {
      customer: id,
    });
  }),
  route(
    "GET",
    "/v1/customers/:id/payment_methods/:paymentMethod",
    z.strictObject({}),
    ({ store }, _params, { id = "", paymentMethod = "" }) => {
      const found = store.get("payment_method", paymentMethod);
      if (found.customer === id) return found;
      return refuse(`No such PaymentMethod: '${paymentMethod}'`, {
        code: "resource_missing",
        status: 404,
      });
    },
  ),
  route(
    "GET",
    "/v1/customers/:id/balance_transactions",
    z.strictObject({ ...pageParams, created: unsimulated, invoice: unsimulated }),
    (world, params, { id = "" }) => {
      world.store.get("customer", id);
      return listPage(
        world,
        "customer_balance_transaction",
        `/v1/customers/${id}/balance_transactions`,
        params,
        { customer: id },
      );
    },
  ),
  route(
    "POST",
    "/v1/customers/:id/balance_transactions",
    z.strictObject({
      amount: integer(),
      currency: text(3),
      description: text(350).optional(),
      metadata: metadata.optional(),
    }),
    (world, params, { id = "" }) => {
      world.store.get("customer", id);
      return changeBalance(world, id, {
        amountCents: params.amount,
        currency: params.currency,
        type: "adjustment",
        description: params.description,
        metadata: mergeMetadata(null, params.metadata),
      });
    },
  ),
];

function listParams() {
  return z.strictObject({
    ...pageParams,
    created: createdParam.optional(),
    email: text().optional(),
    test_clock: text().optional(),
  });
}

function cardsParams() {
  return z.strictObject({
    ...pageParams,
    type: z.enum(["card"]).optional(),
    allow_redisplay: unsimulated,
  });
}

function fillAddress(given: z.infer<typeof address>): Stripe.Address {
  return {
    city: given.city ?? null,
    country: given.country ?? null,
    line1: given.line1 ?? null,
    line2: given.line2 ?? null,
    postal_code: given.postal_code ?? null,
    state: given.state ?? null,
  };
}

function updateCustomer(
  world: StripeWorld,
  id: string,
  params: z.infer<typeof updateParams>,
): Stripe.Customer {
  const before = world.store.get("customer", id);
  if (params.balance !== undefined && params.balance !== before.balance)
    changeBalance(world, id, {
      amountCents: params.balance - before.balance,
      currency: before.currency ?? "usd",
      type: "adjustment",
    });
  const { address: place, description, email, name, phone } = params;
  amend(
    world,
    "customer",
    id,
    {
      ...(place !== undefined && { address: place && fillAddress(place) }),
      ...(description !== undefined && { description }),
      ...(email !== undefined && { email }),
      ...(name !== undefined && { name }),
      ...(phone !== undefined && { phone }),
      ...(params.invoice_prefix && { invoice_prefix: params.invoice_prefix }),
      ...(params.preferred_locales && { preferred_locales: params.preferred_locales }),
      metadata: mergeMetadata(before.metadata, params.metadata),
    },
    "customer.updated",
  );
  return setDefaultCard(world, id, params.invoice_settings?.default_payment_method);
}

function setDefaultCard(
  world: StripeWorld,
  id: string,
  paymentMethod: string | null | undefined,
): Stripe.Customer {
  const before = world.store.get("customer", id);
  if (paymentMethod === undefined) return before;
  if (paymentMethod !== null) {
    const { customer } = world.store.get(
      "payment_method",
      paymentMethod,
      "invoice_settings[default_payment_method]",
    );
    if (customer !== id)
      refuse(
        `The customer does not have a payment method with the ID ${paymentMethod}. The payment method must be attached to the customer.`,
        { code: "resource_missing", param: "invoice_settings[default_payment_method]" },
      );
  }
  return amend(
    world,
    "customer",
    id,
    { invoice_settings: { ...before.invoice_settings, default_payment_method: paymentMethod } },
    "customer.updated",
  );
}

function deletedCustomer(note: Readonly<Record<string, unknown>>, id: string) {
  return note["deleted"] === true ? { id, object: "customer", deleted: true } : undefined;
}

/** "Permanently deletes a customer … and immediately cancels any active subscriptions": https://docs.stripe.com/api/customers/delete */
export function deleteCustomer(world: StripeWorld, id: string): object {
  const customer = world.store.get("customer", id);
  for (const { id: subscription, status } of world.store.list("subscription", id))
    if (status !== "canceled" && status !== "incomplete_expired")
      endSubscription(world, subscription, { reason: "cancellation_requested" });
  for (const { id: card, customer: holder } of world.store.list("payment_method", id))
    if (idOf(holder) === id) amend(world, "payment_method", card, { customer: null });
  world.emit("customer.deleted", customer);
  world.store.remove("customer", id);
  world.store.setNote(id, { deleted: true });
  return { id, object: "customer", deleted: true };
}
