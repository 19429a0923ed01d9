import type Stripe from "stripe";
import { amend } from "../engine/keep.ts";
import type { StripeWorld } from "../StripeWorld.ts";

const DETAILS = ["name", "email", "phone"] as const;

/** Which of a customer's details the portal's page can change; addresses and tax ids it cannot. */
export function changeableDetails({
  features: { customer_update: update },
}: Stripe.BillingPortal.Configuration): readonly (typeof DETAILS)[number][] {
  return update.enabled ? DETAILS.filter((detail) => update.allowed_updates.includes(detail)) : [];
}

/** Writes what the customer typed over what was known of them. */
export function changeDetails(
  world: StripeWorld,
  configuration: Stripe.BillingPortal.Configuration,
  customer: string,
  typed: Readonly<Record<string, string>>,
): void {
  const changes = Object.fromEntries(
    changeableDetails(configuration).map((detail) => [detail, typed[detail]?.trim() || null]),
  );
  amend(world, "customer", customer, changes, "customer.updated");
}
