import type { Kind } from "./StripeWorld.ts";

/** How Stripe's "No such …" names a kind where it is not as the kind itself. */
const NAMES: Partial<Record<Kind, string>> = {
  payment_method: "PaymentMethod",
  setup_intent: "setupintent",
  subscription_schedule: "subscription schedule",
  webhook_endpoint: "webhook endpoint",
  customer_balance_transaction: "customer balance transaction",
  "billing_portal.configuration": "configuration",
  "billing_portal.session": "session",
  "test_helpers.test_clock": "test clock",
};

/** A kind as Stripe's messages name it. */
export function nameOfKind(kind: Kind): string {
  return NAMES[kind] ?? kind;
}
