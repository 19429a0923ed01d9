import type Stripe from "stripe";
import { refuse } from "./refuse.ts";

/** A price that repeats and may be sold. @throws StripeError 400 */
export function recurringOf(price: Stripe.Price, { active = true } = {}): Stripe.Price.Recurring {
  if (active && !price.active)
    refuse(`The price specified is inactive. This field only accepts active prices.`, {
      code: "price_inactive",
      param: "items[0][price]",
    });
  if (!price.recurring)
    refuse(
      `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
      { param: "items[0][price]" },
    );
  return price.recurring;
}
