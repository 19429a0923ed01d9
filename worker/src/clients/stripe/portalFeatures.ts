import type { Stripe } from "stripe";

/**
 * What customers may do on Stripe's own pages. Their plan they change here alone: there nobody would look at what they
 * use, and at changes that are under way.
 */
export const PORTAL_FEATURES = {
  payment_method_update: { enabled: true },
  invoice_history: { enabled: true },
  customer_update: {
    enabled: true,
    allowed_updates: ["name", "email", "address", "phone", "tax_id"],
  },
  subscription_update: { enabled: false },
  subscription_cancel: { enabled: false },
  subscription_pause: { enabled: false },
} satisfies Stripe.BillingPortal.ConfigurationCreateParams.Features;

/** Whether a configuration of the portal is as it should be. */
export function isPortalRight({
  active,
  features,
}: Pick<Stripe.BillingPortal.Configuration, "active" | "features">): boolean {
  const allowed = features.customer_update.allowed_updates.toSorted().join();
  return (
    active &&
    features.payment_method_update.enabled &&
    features.invoice_history.enabled &&
    features.customer_update.enabled &&
    allowed === PORTAL_FEATURES.customer_update.allowed_updates.toSorted().join() &&
    !features.subscription_update.enabled &&
    !features.subscription_cancel.enabled &&
    !features.subscription_pause.enabled
  );
}
