import type Stripe from "stripe";
import { StripeError } from "../StripeError.ts";
import { declineMessage } from "./testCards.ts";

/** A card's refusal: https://docs.stripe.com/error-codes#card-declined */
export function cardError(
  reason: string,
  more: {
    charge?: string;
    payment_intent?: Stripe.PaymentIntent;
    payment_method?: Stripe.PaymentMethod;
  } = {},
): StripeError {
  return new StripeError(402, {
    type: "card_error",
    code: "card_declined",
    decline_code: reason,
    doc_url: "https://docs.stripe.com/error-codes/card-declined",
    message: declineMessage(reason),
    ...more,
  });
}
