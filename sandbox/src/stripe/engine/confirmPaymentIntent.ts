import type { StripeWorld } from "../StripeWorld.ts";
import { findPaymentMethod } from "./attachPaymentMethod.ts";
import { type Attempted, attemptPayment, failThreeDSecure } from "./attemptPayment.ts";
import { idOf } from "./idOf.ts";
import { refuse } from "./refuse.ts";
import { settleAttempt } from "./settleAttempt.ts";

/**
 * Tries to collect a payment intent, and the invoice behind it. https://docs.stripe.com/api/payment_intents/confirm
 * The refusal of the card's bank is answered beside it, for the caller to throw.
 */
export function confirmPaymentIntent(
  world: StripeWorld,
  id: string,
  options: {
    paymentMethod?: string | undefined;
    offSession?: boolean | undefined;
    returnUrl?: string | undefined;
  },
): Attempted {
  const intent = world.store.get("payment_intent", id);
  if (intent.status !== "requires_payment_method" && intent.status !== "requires_confirmation")
    refuse(
      `You cannot confirm this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be confirmed: requires_confirmation, requires_payment_method.`,
      { code: "payment_intent_unexpected_state" },
    );
  const given = options.paymentMethod ?? idOf(intent.payment_method);
  if (!given)
    refuse(
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
      { code: "payment_intent_unexpected_state" },
    );
  const paymentMethod = findPaymentMethod(world, given);
  const holder = idOf(paymentMethod.customer);
  const customer = idOf(intent.customer);
  if (holder && holder !== customer)
    refuse(
      `The payment method ${paymentMethod.id} belongs to a Customer. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`,
      { param: "payment_method" },
    );
  const attempted = attemptPayment(world, id, {
    paymentMethod: paymentMethod.id,
    offSession: options.offSession ?? false,
    returnUrl: options.returnUrl,
  });
  settleAttempt(world, attempted, { automatic: false });
  return attempted;
}

/** What the card's holder answered on the 3-D Secure page. */
export function completeThreeDSecure(world: StripeWorld, id: string, succeeds: boolean): Attempted {
  const intent = world.store.get("payment_intent", id);
  const paymentMethod = idOf(intent.payment_method);
  if (intent.status !== "requires_action" || !paymentMethod)
    refuse(`This PaymentIntent has a status of ${intent.status}: nothing is to be authenticated.`, {
      code: "payment_intent_unexpected_state",
    });
  const attempted = succeeds
    ? attemptPayment(world, id, { paymentMethod, offSession: false, authenticated: true })
    : failThreeDSecure(world, id);
  settleAttempt(world, attempted, { automatic: false });
  return attempted;
}
