import type Stripe from "stripe";
import { z } from "zod";
import {
  flag,
  integer,
  metadata,
  type ShapeOf,
  text,
  timestamp,
  unsimulated,
} from "../http/formParams.ts";

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

export type CheckoutParams = z.infer<typeof checkoutParams>;
