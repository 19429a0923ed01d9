import type Stripe from "stripe";
import type { z } from "zod";
import { mergeMetadata } from "../http/formParams.ts";
import type { StripeWorld } from "../StripeWorld.ts";
import type { FeaturesParams, updateConfigurationParams } from "./portalParams.ts";

type Configuration = Stripe.BillingPortal.Configuration;

/** A configuration of the portal that allows nothing yet; the first of an account is its default. */
export function emptyConfiguration(world: StripeWorld): Configuration {
  const now = world.now();
  return {
    id: world.newId("bpc"),
    object: "billing_portal.configuration",
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: now,
    default_return_url: null,
    features: {
      customer_update: { allowed_updates: [], enabled: false },
      invoice_history: { enabled: false },
      payment_method_update: { enabled: false, payment_method_configuration: null },
      subscription_cancel: {
        cancellation_reason: { enabled: false, feedback_options: null, options: [] },
        enabled: false,
        mode: "at_period_end",
        proration_behavior: "none",
      },
      subscription_pause: {
        duration: { interval_options: [], type: "indefinite" },
        enabled: false,
      },
      subscription_update: {
        billing_cycle_anchor: null,
        default_allowed_updates: [],
        enabled: false,
        proration_behavior: "none",
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: "end_trial",
      },
    },
    is_default: world.store.list("billing_portal.configuration").length === 0,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: now,
  };
}

/** A configuration with what was given written over it. */
export function changeConfiguration(
  world: StripeWorld,
  before: Configuration,
  params: z.infer<typeof updateConfigurationParams>,
): Configuration {
  const { active, business_profile: profile, default_return_url: returnUrl, name } = params;
  return {
    ...before,
    ...(active === undefined ? {} : { active }),
    business_profile: { ...before.business_profile, ...given(profile ?? {}) },
    ...(returnUrl === undefined ? {} : { default_return_url: returnUrl }),
    features: changeFeatures(before.features, params.features ?? {}),
    metadata: mergeMetadata(before.metadata, params.metadata),
    ...(name === undefined ? {} : { name }),
    updated: world.now(),
  };
}

function changeFeatures(
  before: Configuration["features"],
  change: FeaturesParams,
): Configuration["features"] {
  const {
    customer_update: customer,
    invoice_history,
    payment_method_update,
    subscription_cancel: cancel,
  } = change;
  return {
    ...before,
    customer_update: { ...before.customer_update, ...given(customer ?? {}) },
    ...(invoice_history ? { invoice_history } : {}),
    payment_method_update: {
      ...before.payment_method_update,
      ...(payment_method_update ? { enabled: payment_method_update.enabled } : {}),
    },
    subscription_cancel: {
      ...before.subscription_cancel,
      ...(cancel?.enabled === undefined ? {} : { enabled: cancel.enabled }),
      ...(cancel?.mode === undefined ? {} : { mode: cancel.mode }),
      cancellation_reason: {
        ...before.subscription_cancel.cancellation_reason,
        ...given(cancel?.cancellation_reason ?? {}),
      },
    },
  };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without what was not given. */
function given<T extends object>(values: T): Given<T> {
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- what was undefined has just gone
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Given<T>;
}
