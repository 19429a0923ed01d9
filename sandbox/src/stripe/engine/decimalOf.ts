import type Stripe from "stripe";

/** A decimal as it travels: a text. The SDK makes its `Decimal` of it when it reads the answer. */
export function decimalOf(value: number): Stripe.Decimal {
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- the types speak of what the SDK makes of the text
  return String(value) as unknown as Stripe.Decimal;
}
