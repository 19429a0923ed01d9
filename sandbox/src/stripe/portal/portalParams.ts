import type { Stripe } from "stripe";
import { z } from "zod";
import { flag, metadata, type ShapeOf, text, unsettable, unsimulated } from "../http/formParams.ts";

const off = z.literal("false").transform(() => false);
const list = <T extends readonly [string, ...string[]]>(values: T) =>
  z.union([z.literal("").transform(() => []), z.array(z.enum(values))]);

const REASONS = [
  "customer_service",
  "low_quality",
  "missing_features",
  "other",
  "switched_service",
  "too_complex",
  "too_expensive",
  "unused",
] as const;

const featuresParams = z.strictObject({
  customer_update: z
    .strictObject({
      enabled: flag().optional(),
      allowed_updates: list(["address", "email", "name", "phone", "shipping", "tax_id"]).optional(),
    })
    .optional(),
  invoice_history: z.strictObject({ enabled: flag() }).optional(),
  payment_method_update: z
    .strictObject({ enabled: flag(), payment_method_configuration: unsimulated })
    .optional(),
  subscription_cancel: z
    .strictObject({
      enabled: flag().optional(),
      mode: z.enum(["at_period_end", "immediately"]).optional(),
      proration_behavior: z.literal("none").optional(),
      cancellation_reason: z
        .strictObject({
          enabled: flag(),
          options: list(REASONS).optional(),
          feedback_options: unsimulated,
        })
        .optional(),
    })
    .optional(),
  /** Pauses and changes of plan in the portal are not simulated: only that they are off. */
  subscription_pause: z.strictObject({ enabled: off.optional() }).optional(),
  subscription_update: z.strictObject({ enabled: off.optional() }).optional(),
} satisfies ShapeOf<Stripe.BillingPortal.ConfigurationCreateParams.Features>);

export type FeaturesParams = z.infer<typeof featuresParams>;

const common = {
  business_profile: z
    .strictObject({
      headline: unsettable(text(60)).optional(),
      privacy_policy_url: unsettable(text()).optional(),
      terms_of_service_url: unsettable(text()).optional(),
    })
    .optional(),
  default_return_url: unsettable(text()).optional(),
  login_page: z.strictObject({ enabled: off }).optional(),
  metadata: metadata.optional(),
  name: unsettable(text(64)).optional(),
};

/** https://docs.stripe.com/api/customer_portal/configurations/create */
export const createConfigurationParams = z.strictObject({
  ...common,
  features: featuresParams,
} satisfies ShapeOf<Stripe.BillingPortal.ConfigurationCreateParams>);

/** https://docs.stripe.com/api/customer_portal/configurations/update */
export const updateConfigurationParams = z.strictObject({
  ...common,
  features: featuresParams.optional(),
  active: flag().optional(),
} satisfies ShapeOf<Stripe.BillingPortal.ConfigurationUpdateParams>);

/** https://docs.stripe.com/api/customer_portal/sessions/create */
export const portalSessionParams = z.strictObject({
  customer: text(),
  configuration: text().optional(),
  locale: z.enum(["auto", "en"]).optional(),
  return_url: text().optional(),
  flow_data: z
    .strictObject({
      type: z.enum(["payment_method_update", "subscription_cancel"]),
      after_completion: z
        .strictObject({
          type: z.enum(["portal_homepage", "redirect"]),
          redirect: z.strictObject({ return_url: text() }).optional(),
          hosted_confirmation: unsimulated,
        })
        .optional(),
      subscription_cancel: z
        .strictObject({ subscription: text(), retention: unsimulated })
        .optional(),
      subscription_pause: unsimulated,
      subscription_update: unsimulated,
      subscription_update_confirm: unsimulated,
    })
    .optional(),
  after_expiration: unsimulated,
  customer_account: unsimulated,
  on_behalf_of: unsimulated,
} satisfies ShapeOf<Stripe.BillingPortal.SessionCreateParams>);

export type PortalSessionParams = z.infer<typeof portalSessionParams>;
