import type Stripe from "stripe";
import { z } from "zod";
import { mergeMetadata } from "../http/formParams.ts";
import { StripeError } from "../StripeError.ts";
import type { StripeWorld } from "../StripeWorld.ts";
import type { NewSession } from "./buildSession.ts";
import type { CheckoutParams } from "./checkoutParams.ts";

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

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

/** What the setup intent of a checkout in `setup` mode will say; kept as the session's note. */
export const setupPlanSchema = z.object({
  description: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
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
