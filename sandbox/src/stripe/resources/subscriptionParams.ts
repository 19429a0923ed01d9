import { z } from "zod";
import type { ItemChange, SubscriptionChange } from "../engine/SubscriptionChange.ts";
import {
  flag,
  integer,
  metadata,
  text,
  timestamp,
  unsettable,
  unsimulated,
} from "../http/formParams.ts";

/** What both making and changing a subscription takes, and what of it is not simulated. */
const settings = {
  default_payment_method: unsettable(text()).optional(),
  description: unsettable(text(500)).optional(),
  metadata: metadata.optional(),
  off_session: flag().optional(),
  cancel_at_period_end: flag().optional(),
  collection_method: z.enum(["charge_automatically"]).optional(),
  payment_settings: z
    .strictObject({
      save_default_payment_method: z.enum(["off", "on_subscription"]).optional(),
      payment_method_types: unsimulated,
      payment_method_options: unsimulated,
    })
    .optional(),
  trial_settings: z
    .strictObject({
      end_behavior: z.strictObject({
        missing_payment_method: z.enum(["cancel", "create_invoice", "pause"]),
        billing_cycle_anchor: unsimulated,
      }),
    })
    .optional(),
  trial_end: z.union([z.literal("now"), timestamp()]).optional(),
  add_invoice_items: unsimulated,
  application_fee_percent: unsimulated,
  automatic_tax: unsimulated,
  billing_schedules: unsimulated,
  billing_thresholds: unsimulated,
  days_until_due: unsimulated,
  default_source: unsimulated,
  default_tax_rates: unsimulated,
  discounts: unsimulated,
  invoice_settings: unsimulated,
  on_behalf_of: unsimulated,
  pending_invoice_item_interval: unsimulated,
  transfer_data: unsimulated,
  trial_from_plan: unsimulated,
};

const unsimulatedOfItem = {
  billing_thresholds: unsimulated,
  current_trial: unsimulated,
  discounts: unsimulated,
  plan: unsimulated,
  price_data: unsimulated,
  tax_rates: unsimulated,
};

export const quantity = integer({ min: 0, max: 999_999 });
export const prorationBehavior = z.enum(["always_invoice", "create_prorations", "none"]);
export const billingMode = z.strictObject({
  type: z.enum(["classic", "flexible"]),
  flexible: z
    .strictObject({ proration_discounts: z.enum(["included", "itemized"]).optional() })
    .optional(),
});

const newItem = z.strictObject({
  price: text(),
  quantity: quantity.optional(),
  metadata: metadata.optional(),
  ...unsimulatedOfItem,
});

export const changedItem = z.strictObject({
  id: text().optional(),
  price: text().optional(),
  quantity: quantity.optional(),
  deleted: flag().optional(),
  metadata: metadata.optional(),
  clear_usage: unsimulated,
  ...unsimulatedOfItem,
});

/** Why somebody leaves: https://docs.stripe.com/api/subscriptions/cancel */
export const cancellationDetails = z.strictObject({
  comment: unsettable(text()).optional(),
  feedback: unsettable(
    z.enum([
      "customer_service",
      "low_quality",
      "missing_features",
      "other",
      "switched_service",
      "too_complex",
      "too_expensive",
      "unused",
    ]),
  ).optional(),
  feedback_option: unsimulated,
});

const cancelAt = z.union([z.enum(["min_period_end", "max_period_end"]), timestamp()]);

export const subscriptionCreateParams = z.strictObject({
  ...settings,
  default_payment_method: text().optional(),
  description: text(500).optional(),
  customer: text(),
  items: z.array(newItem).min(1).max(20),
  currency: text(3).optional(),
  billing_mode: billingMode.optional(),
  billing_cycle_anchor: timestamp().optional(),
  cancel_at: cancelAt.optional(),
  payment_behavior: z
    .enum(["allow_incomplete", "default_incomplete", "error_if_incomplete"])
    .optional(),
  proration_behavior: z.enum(["create_prorations", "none"]).optional(),
  trial_period_days: integer({ min: 1, max: 730 }).optional(),
  backdate_start_date: unsimulated,
  billing_cycle_anchor_config: unsimulated,
  customer_account: unsimulated,
});

export const subscriptionUpdateParams = z.strictObject({
  ...settings,
  items: z.array(changedItem).min(1).max(20).optional(),
  billing_cycle_anchor: z.enum(["now", "unchanged"]).optional(),
  cancel_at: unsettable(cancelAt).optional(),
  cancellation_details: cancellationDetails.optional(),
  pause_collection: unsettable(
    z.strictObject({
      behavior: z.enum(["keep_as_draft", "mark_uncollectible", "void"]),
      resumes_at: timestamp().optional(),
    }),
  ).optional(),
  payment_behavior: z
    .enum([
      "allow_incomplete",
      "default_incomplete",
      "error_if_incomplete",
      "pending_if_incomplete",
    ])
    .optional(),
  proration_behavior: prorationBehavior.optional(),
  proration_date: timestamp().optional(),
});

/** What of a subscription's and an item's parameters a change of billing reads. */
export function billingChangeOf(params: {
  items?: readonly ItemChange[] | undefined;
  proration_behavior?: z.infer<typeof prorationBehavior> | undefined;
  proration_date?: number | undefined;
  billing_cycle_anchor?: "now" | "unchanged" | undefined;
  trial_end?: "now" | number | undefined;
}): SubscriptionChange {
  return {
    items: params.items,
    prorationBehavior: params.proration_behavior,
    prorationDate: params.proration_date,
    billingCycleAnchor: params.billing_cycle_anchor,
    trialEnd: params.trial_end,
  };
}
