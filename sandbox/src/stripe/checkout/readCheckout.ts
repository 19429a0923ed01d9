import type Stripe from "stripe";
import { z } from "zod";
import {
  flag,
  integer,
  mergeMetadata,
  metadata,
  type ShapeOf,
  text,
  timestamp,
  unsimulated,
} from "../http/formParams.ts";
import { StripeError } from "../StripeError.ts";
import type { StripeWorld } from "../StripeWorld.ts";
import type { NewSession } from "./buildSession.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const itemParams = z.strictObject({
  price: text(),
  quantity: integer({ min: 1, max: 999_999 }),
  adjustable_quantity: unsimulated,
  metadata: unsimulated,
  price_data: unsimulated,
  tax_rates: unsimulated,
} satisfies ShapeOf<Stripe.Checkout.SessionCreateParams.LineItem>);

const billingModeParams = z.strictObject({
  type: z.enum(["classic", "flexible"]),
  flexible: z
    .strictObject({ proration_discounts: z.enum(["included", "itemized"]).optional() })
    .optional(),
} satisfies ShapeOf<Stripe.Checkout.SessionCreateParams.SubscriptionData.BillingMode>);

const subscriptionParams = z.strictObject({
  billing_mode: billingModeParams.optional(),
  description: text(500).optional(),
  metadata: metadata.optional(),
  trial_end: timestamp().optional(),
  trial_period_days: integer({ min: 1, max: 730 }).optional(),
  trial_settings: z
    .strictObject({
      end_behavior: z.strictObject({
        missing_payment_method: z.enum(["cancel", "create_invoice", "pause"]),
      }),
    })
    .optional(),
  application_fee_percent: unsimulated,
  billing_cycle_anchor: unsimulated,
  billing_cycle_anchor_config: unsimulated,
  default_tax_rates: unsimulated,
  invoice_settings: unsimulated,
  on_behalf_of: unsimulated,
  pending_invoice_item_interval: unsimulated,
  proration_behavior: unsimulated,
  transfer_data: unsimulated,
} satisfies ShapeOf<Stripe.Checkout.SessionCreateParams.SubscriptionData>);

/** https://docs.stripe.com/api/checkout/sessions/create */
export const checkoutParams = z.strictObject({
  mode: z.enum(["setup", "subscription"]),
  ui_mode: z.literal("hosted_page").optional(),
  line_items: z.array(itemParams).max(20).optional(),
  customer: text().optional(),
  customer_email: text(800).optional(),
  client_reference_id: text(200).optional(),
  currency: text(3).optional(),
  success_url: text(),
  cancel_url: text().optional(),
  subscription_data: subscriptionParams.optional(),
  setup_intent_data: z
    .strictObject({ description: text().optional(), metadata: metadata.optional() })
    .optional(),
  expires_at: timestamp().optional(),
  metadata: metadata.optional(),
  allow_promotion_codes: flag()
    .refine((allowed) => !allowed, {
      message: "This sandbox does not simulate promotion codes.",
      params: { code: "sandbox_not_simulated" },
    })
    .optional(),
  payment_method_collection: z.literal("always").optional(),
  billing_address_collection: z.literal("auto").optional(),
  locale: z.enum(["auto", "en"]).optional(),
  automatic_tax: z.strictObject({ enabled: z.literal("false") }).optional(),
  adaptive_pricing: z.strictObject({ enabled: z.literal("false") }).optional(),
  after_expiration: unsimulated,
  allowed_payment_method_types: unsimulated,
  branding_settings: unsimulated,
  consent_collection: unsimulated,
  custom_fields: unsimulated,
  custom_text: unsimulated,
  customer_account: unsimulated,
  customer_creation: unsimulated,
  customer_update: unsimulated,
  discounts: unsimulated,
  excluded_payment_method_types: unsimulated,
  integration_identifier: unsimulated,
  invoice_creation: unsimulated,
  managed_payments: unsimulated,
  name_collection: unsimulated,
  optional_items: unsimulated,
  origin_context: unsimulated,
  payment_intent_data: unsimulated,
  payment_method_configuration: unsimulated,
  payment_method_data: unsimulated,
  payment_method_options: unsimulated,
  permissions: unsimulated,
  phone_number_collection: unsimulated,
  redirect_on_completion: unsimulated,
  return_url: unsimulated,
  saved_payment_method_options: unsimulated,
  shipping_address_collection: unsimulated,
  shipping_options: unsimulated,
  submit_type: unsimulated,
  tax_id_collection: unsimulated,
  wallet_options: unsimulated,
} satisfies ShapeOf<Stripe.Checkout.SessionCreateParams>);

/** What the setup intent of a checkout in `setup` mode will say; kept as the session's note. */
export const setupPlanSchema = z.object({
  description: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
});

type CheckoutParams = z.infer<typeof checkoutParams>;

/** How the subscription will be made once the checkout is paid; kept as the session's note. */
export const subscriptionPlanSchema = z.object({
  billingMode: z.enum(["classic", "flexible"]),
  prorationDiscounts: z.enum(["included", "itemized"]).optional(),
  description: z.string().optional(),
  metadata: z.record(z.string(), z.string()),
  /** Unix seconds. */
  trialEnd: z.number().optional(),
  /** Counted from the payment. */
  trialPeriodDays: z.number().optional(),
  missingPaymentMethod: z.enum(["cancel", "create_invoice", "pause"]).optional(),
});

/** Reads what a checkout is to be. @throws StripeError 400 for what Stripe would refuse */
export function readCheckout(
  world: StripeWorld,
  params: CheckoutParams,
): {
  session: NewSession;
  subscription: z.infer<typeof subscriptionPlanSchema>;
  setup: z.infer<typeof setupPlanSchema>;
} {
  const { mode, customer, customer_email: email, subscription_data: data = {} } = params;
  if (customer !== undefined && email !== undefined) {
    throw refusal(
      "You may only specify one of these parameters: customer, customer_email.",
      "customer",
    );
  }
  if (customer !== undefined) world.store.get("customer", customer, "customer");
  if (mode === "setup") checkSetup(params);
  const items = readItems(world, params);
  const now = world.now();
  const expiresAt = params.expires_at ?? now + DAY;
  if (expiresAt < now + 30 * MINUTE || expiresAt > now + DAY) {
    throw refusal(
      "The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout Session creation.",
      "expires_at",
    );
  }
  if (data.trial_end !== undefined && data.trial_end < now + 2 * DAY) {
    throw refusal(
      "The `trial_end` date has to be at least 2 days in the future.",
      "subscription_data[trial_end]",
    );
  }
  return {
    session: {
      mode,
      customer: customer ?? null,
      customerEmail: email ?? null,
      clientReferenceId: params.client_reference_id ?? null,
      items,
      trial: data.trial_end !== undefined || data.trial_period_days !== undefined,
      currency: params.currency ?? items[0]?.price.currency ?? null,
      successUrl: readUrl(params.success_url, "success_url"),
      cancelUrl: params.cancel_url === undefined ? null : readUrl(params.cancel_url, "cancel_url"),
      expiresAt,
      metadata: mergeMetadata(null, params.metadata),
    },
    subscription: {
      billingMode: data.billing_mode?.type ?? "flexible",
      prorationDiscounts: data.billing_mode?.flexible?.proration_discounts,
      description: data.description,
      metadata: mergeMetadata(null, data.metadata),
      trialEnd: data.trial_end,
      trialPeriodDays: data.trial_period_days,
      missingPaymentMethod: data.trial_settings?.end_behavior.missing_payment_method,
    },
    setup: {
      description: params.setup_intent_data?.description ?? null,
      metadata: mergeMetadata(null, params.setup_intent_data?.metadata),
    },
  };
}

function checkSetup({
  currency,
  line_items: items,
  subscription_data: data,
}: CheckoutParams): void {
  if (items !== undefined) {
    throw refusal("You can not pass `line_items` in `setup` mode.", "line_items");
  }
  if (data !== undefined) {
    throw refusal("You can not pass `subscription_data` in `setup` mode.", "subscription_data");
  }
  if (currency === undefined) {
    throw new StripeError(400, {
      type: "invalid_request_error",
      code: "parameter_missing",
      param: "currency",
      message: "Missing required param: currency.",
    });
  }
}

function readItems(world: StripeWorld, { mode, currency, line_items: given }: CheckoutParams) {
  if (mode === "setup") return [];
  if (given === undefined || given.length === 0) {
    throw new StripeError(400, {
      type: "invalid_request_error",
      code: "parameter_missing",
      param: "line_items",
      message: "Missing required param: line_items.",
    });
  }
  return given.map(({ price: id, quantity }, index) => {
    const param = `line_items[${index}][price]`;
    const price = world.store.get("price", id, param);
    checkPrice(world, price, param);
    if (currency !== undefined && currency !== price.currency) {
      throw refusal(
        `The price \`${id}\` is in ${price.currency}, which does not match the expected currency, ${currency}.`,
        "currency",
      );
    }
    return { price, quantity };
  });
}

function checkPrice(world: StripeWorld, price: Stripe.Price, param: string): void {
  const product = typeof price.product === "string" ? price.product : price.product.id;
  if (!price.active) {
    throw refusal(
      `The price specified is inactive. This field only accepts active prices.`,
      param,
      "price_inactive",
    );
  }
  if (world.store.find("product", product)?.active === false) {
    throw refusal(
      `Product "${product}" is not active, so \`${price.id}\` cannot be sold.`,
      param,
      "product_inactive",
    );
  }
  if (price.type !== "recurring") {
    throw refusal(
      "You must provide at least one recurring price in `subscription` mode when using prices.",
      "mode",
    );
  }
  if (price.unit_amount === null) {
    throw refusal(
      "This sandbox does not simulate prices in tiers or of decimal amounts in checkouts.",
      param,
      "sandbox_not_simulated",
    );
  }
}

const REFUSED_SCHEMES = new Set(["javascript:", "data:", "vbscript:", "file:"]);

function readUrl(url: string, param: string): string {
  // The placeholder's braces are no part of a URL and stand for themselves.
  const plain = url.replaceAll("{CHECKOUT_SESSION_ID}", "id");
  if (URL.canParse(plain) && !REFUSED_SCHEMES.has(new URL(plain).protocol)) return url;
  throw refusal("Not a valid URL", param, "url_invalid");
}

function refusal(message: string, param: string, code?: string): StripeError {
  return new StripeError(400, {
    type: "invalid_request_error",
    message,
    param,
    ...(code === undefined ? {} : { code }),
  });
}
