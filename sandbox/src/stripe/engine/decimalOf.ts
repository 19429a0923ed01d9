import type Stripe from "stripe";

/** A decimal as it travels: a text. The SDK makes its `Decimal` of it when it reads the answer. */
export function decimalOf(value: number): Stripe.Decimal {
  return String(value) as unknown as Stripe.Decimal;
}
