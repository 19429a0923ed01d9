import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";

/** What a checkout is made of, its parameters read and checked. */
export interface NewSession {
  readonly mode: "setup" | "subscription";
  readonly customer: string | null;
  readonly customerEmail: string | null;
  readonly clientReferenceId: string | null;
  readonly items: readonly { readonly price: Stripe.Price; readonly quantity: number }[];
  /** Whether nothing is paid today because a trial comes first. */
  readonly trial: boolean;
  readonly currency: string | null;
  readonly successUrl: string;
  readonly cancelUrl: string | null;
  /** Unix seconds. */
  readonly expiresAt: number;
  readonly metadata: Stripe.Metadata;
}

/** An open checkout: https://docs.stripe.com/api/checkout/sessions/object */
export function buildSession(world: StripeWorld, given: NewSession): Stripe.Checkout.Session {
  const id = world.newId("cs_test", 58);
  const { mode, items, trial } = given;
  const lines = items.map(({ price, quantity }) => buildLine(world, price, quantity, trial));
  const amount = lines.reduce((sum, { amount_total: total }) => sum + total, 0);
  const sells = mode === "subscription";
  return {
    id,
    object: "checkout.session",
    adaptive_pricing: null,
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: null,
    amount_subtotal: sells ? amount : null,
    amount_total: sells ? amount : null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: given.cancelUrl,
    client_reference_id: given.clientReferenceId,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: world.now(),
    currency: given.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: given.customer,
    customer_account: null,
    customer_creation: given.customer === null && sells ? "always" : null,
    customer_details: null,
    customer_email: given.customerEmail,
    discounts: [],
    expires_at: given.expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    line_items: {
      object: "list",
      data: lines,
      has_more: false,
      url: `/v1/checkout/sessions/${id}/line_items`,
    },
    livemode: false,
    locale: null,
    managed_payments: null,
    metadata: given.metadata,
    mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: sells ? "always" : null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ["card"],
    payment_status: sells && amount > 0 ? "unpaid" : "no_payment_required",
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: null,
    subscription: null,
    success_url: given.successUrl,
    total_details: sells ? { amount_discount: 0, amount_shipping: 0, amount_tax: 0 } : null,
    ui_mode: "hosted_page",
    url: `${world.url}/checkout/${id}`,
    wallet_options: null,
  };
}

function buildLine(
  world: StripeWorld,
  price: Stripe.Price,
  quantity: number,
  trial: boolean,
): Stripe.LineItem {
  const product = typeof price.product === "string" ? price.product : price.product.id;
  const amount = trial ? 0 : (price.unit_amount ?? 0) * quantity;
  return {
    id: world.newId("li"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: world.store.find("product", product)?.name ?? null,
    metadata: {},
    price,
    quantity,
  };
}
