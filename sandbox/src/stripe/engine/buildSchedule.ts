import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";

/** A phase as https://docs.stripe.com/api/subscription_schedules/object shows it. */
export function buildPhase(given: {
  items: Stripe.SubscriptionSchedule.Phase.Item[];
  currency: string;
  start: number;
  end: number;
  prorationBehavior?: Stripe.SubscriptionSchedule.Phase.ProrationBehavior | undefined;
  metadata?: Stripe.Metadata | undefined;
  trialEnd?: number | null | undefined;
}): Stripe.SubscriptionSchedule.Phase {
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: null,
    currency: given.currency,
    default_payment_method: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    end_date: given.end,
    invoice_settings: null,
    items: given.items,
    metadata: given.metadata ?? {},
    on_behalf_of: null,
    proration_behavior: given.prorationBehavior ?? "create_prorations",
    start_date: given.start,
    transfer_data: null,
    trial_end: given.trialEnd ?? null,
  };
}

export function buildSchedule(
  world: StripeWorld,
  given: {
    customer: string;
    billingMode: Stripe.SubscriptionSchedule.BillingMode;
    endBehavior: "release" | "cancel";
    phases: Stripe.SubscriptionSchedule.Phase[];
    subscription: string | null;
    metadata: Stripe.Metadata;
  },
): Stripe.SubscriptionSchedule {
  const [first] = given.phases;
  const { test_clock = null } = world.store.get("customer", given.customer, "customer");
  return {
    id: world.newId("sub_sched"),
    object: "subscription_schedule",
    application: null,
    billing_mode: given.billingMode,
    canceled_at: null,
    completed_at: null,
    created: world.now(given.customer),
    current_phase:
      given.subscription && first
        ? { start_date: first.start_date, end_date: first.end_date }
        : null,
    customer: given.customer,
    customer_account: null,
    default_settings: {
      application_fee_percent: null,
      billing_cycle_anchor: "automatic",
      billing_thresholds: null,
      collection_method: "charge_automatically",
      default_payment_method: null,
      description: null,
      invoice_settings: {
        account_tax_ids: null,
        custom_fields: null,
        days_until_due: null,
        description: null,
        footer: null,
        issuer: { type: "self" },
      },
      on_behalf_of: null,
      transfer_data: null,
    },
    end_behavior: given.endBehavior,
    livemode: false,
    metadata: given.metadata,
    pause_schedules: [],
    phases: given.phases,
    released_at: null,
    released_subscription: null,
    status: given.subscription ? "active" : "not_started",
    subscription: given.subscription,
    test_clock,
  };
}
