import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { noDetails } from "./endSubscription.ts";
import { planOf } from "./planOf.ts";

export interface Period {
  readonly start: number;
  readonly end: number;
}

export function buildItem(
  world: StripeWorld,
  subscription: string,
  item: { price: Stripe.Price; quantity: number; metadata?: Stripe.Metadata | undefined },
  period: Period,
  created: number,
): Stripe.SubscriptionItem {
  return {
    id: world.newId("si", 14),
    object: "subscription_item",
    billed_until: period.end,
    billing_thresholds: null,
    created,
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata: item.metadata ?? {},
    plan: planOf(item.price),
    price: item.price,
    quantity: item.quantity,
    subscription,
    tax_rates: [],
  };
}

/** The list in which a subscription shows its items. */
export function itemList(
  subscription: string,
  data: Stripe.SubscriptionItem[],
): Stripe.ApiList<Stripe.SubscriptionItem> {
  return {
    object: "list",
    data,
    has_more: false,
    url: `/v1/subscription_items?subscription=${subscription}`,
  };
}

export interface SubscriptionDraft {
  readonly id: string;
  readonly customer: string;
  readonly currency: string;
  readonly items: Stripe.SubscriptionItem[];
  readonly anchor: number;
  readonly billingMode: "classic" | "flexible";
  readonly prorationDiscounts: "included" | "itemized";
  readonly status: Stripe.Subscription.Status;
  readonly trialEnd: number | null;
  readonly missingPaymentMethod: "cancel" | "create_invoice" | "pause";
  readonly defaultPaymentMethod: string | null;
  readonly savePaymentMethod: "off" | "on_subscription";
  readonly description: string | null;
  readonly metadata: Stripe.Metadata;
  readonly latestInvoice: string | null;
}

export function buildSubscription(
  world: StripeWorld,
  draft: SubscriptionDraft,
): Stripe.Subscription {
  const now = world.now(draft.customer);
  const { test_clock = null } = world.store.get("customer", draft.customer);
  return {
    id: draft.id,
    object: "subscription",
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: draft.anchor,
    billing_cycle_anchor_config: null,
    billing_mode:
      draft.billingMode === "flexible"
        ? {
            flexible: { proration_discounts: draft.prorationDiscounts },
            type: "flexible",
            updated_at: now,
          }
        : { flexible: null, type: "classic" },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: noDetails,
    collection_method: "charge_automatically",
    created: now,
    currency: draft.currency,
    customer: draft.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: draft.defaultPaymentMethod,
    default_source: null,
    default_tax_rates: [],
    description: draft.description,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: "self" },
    },
    items: itemList(draft.id, draft.items),
    latest_invoice: draft.latestInvoice,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: draft.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: draft.savePaymentMethod,
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: now,
    status: draft.status,
    test_clock,
    transfer_data: null,
    trial_end: draft.trialEnd,
    trial_settings: {
      end_behavior: {
        billing_cycle_anchor: null,
        missing_payment_method: draft.missingPaymentMethod,
      },
    },
    trial_start: draft.trialEnd === null ? null : now,
  };
}
