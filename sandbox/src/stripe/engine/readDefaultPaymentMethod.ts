import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { idOf } from "./idOf.ts";

/** The card that pays: https://docs.stripe.com/billing/subscriptions/payment-methods-setting#payment-method-priority */
export function readDefaultPaymentMethod(
  world: StripeWorld,
  customer: string,
  ...first: (Pick<Stripe.Subscription, "default_payment_method"> | null | undefined)[]
): string | null {
  for (const holder of first) {
    const own = idOf(holder?.default_payment_method);
    if (own) return own;
  }
  return idOf(world.store.get("customer", customer).invoice_settings.default_payment_method);
}
