import type Stripe from "stripe";
import { StripeError } from "../StripeError.ts";
import type { StripeWorld } from "../StripeWorld.ts";
import { attachPaymentMethod } from "./attachPaymentMethod.ts";
import { buildCharge } from "./buildCharge.ts";
import { cardError } from "./cardError.ts";
import { testCardOf } from "./createCard.ts";
import { disputeCharge } from "./disputeCharge.ts";
import { amend, create } from "./keep.ts";

export interface Attempt {
  readonly paymentMethod: string;
  /** The holder is not there to prove themselves. */
  readonly offSession: boolean;
  /** The holder has just proved themselves (3-D Secure). */
  readonly authenticated?: boolean | undefined;
  readonly returnUrl?: string | undefined;
}

/** A payment intent after an attempt, and the refusal where its card's bank refused. */
export interface Attempted {
  readonly intent: Stripe.PaymentIntent;
  readonly error?: StripeError;
}

/** Charges the card, or says what is in the way. Knows nothing of invoices: `settlePaymentIntent` does. */
export function attemptPayment(world: StripeWorld, id: string, attempt: Attempt): Attempted {
  const intent = world.store.get("payment_intent", id);
  const paymentMethod = world.store.get("payment_method", attempt.paymentMethod, "payment_method");
  const card = testCardOf(world, paymentMethod.id);
  const setUp = world.store.note(paymentMethod.id)["setUp"] === true;
  const asks =
    card.threeDSecure === "always" ||
    (card.threeDSecure === "unless_set_up" && !(attempt.offSession && setUp));
  if (asks && !attempt.authenticated) return askForThreeDSecure(world, intent, attempt);
  if (card.chargeDecline) return decline(world, intent, paymentMethod, card.chargeDecline);
  return succeed(world, intent, paymentMethod, card.disputed === true);
}

function askForThreeDSecure(
  world: StripeWorld,
  { id }: Stripe.PaymentIntent,
  { paymentMethod, returnUrl }: Attempt,
): Attempted {
  const url = `${world.url}/3d-secure/${id}`;
  const intent = amend(world, "payment_intent", id, {
    payment_method: paymentMethod,
    status: "requires_action",
    last_payment_error: null,
    next_action: returnUrl
      ? { type: "redirect_to_url", redirect_to_url: { return_url: returnUrl, url } }
      : {
          type: "use_stripe_sdk",
          use_stripe_sdk: { type: "three_d_secure_redirect", stripe_js: url },
        },
  });
  world.emit("payment_intent.requires_action", intent);
  return { intent };
}

function decline(
  world: StripeWorld,
  { id, ...before }: Stripe.PaymentIntent,
  paymentMethod: Stripe.PaymentMethod,
  reason: string,
): Attempted {
  const charge = create(
    world,
    "charge",
    buildCharge(world, { id, ...before }, paymentMethod, reason),
    "charge.failed",
  );
  const error = cardError(reason, { charge: charge.id, payment_method: paymentMethod });
  const intent = amend(world, "payment_intent", id, {
    latest_charge: charge.id,
    next_action: null,
    payment_method: null,
    status: "requires_payment_method",
    last_payment_error: {
      charge: charge.id,
      code: "card_declined",
      decline_code: reason,
      doc_url: "https://docs.stripe.com/error-codes/card-declined",
      message: error.message,
      payment_method: paymentMethod,
      type: "card_error",
    },
  });
  world.emit("payment_intent.payment_failed", intent);
  return {
    intent,
    error: cardError(reason, {
      charge: charge.id,
      payment_intent: intent,
      payment_method: paymentMethod,
    }),
  };
}

function succeed(
  world: StripeWorld,
  before: Stripe.PaymentIntent,
  paymentMethod: Stripe.PaymentMethod,
  disputed: boolean,
): Attempted {
  const { customer } = before;
  if (before.setup_future_usage && typeof customer === "string" && !paymentMethod.customer)
    attachPaymentMethod(world, paymentMethod.id, customer);
  if (before.setup_future_usage)
    world.store.setNote(paymentMethod.id, { ...world.store.note(paymentMethod.id), setUp: true });
  const charge = create(
    world,
    "charge",
    buildCharge(world, before, paymentMethod),
    "charge.succeeded",
  );
  const intent = amend(world, "payment_intent", before.id, {
    amount_received: before.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: paymentMethod.id,
    status: "succeeded",
  });
  world.emit("payment_intent.succeeded", intent);
  if (disputed) disputeCharge(world, charge.id, "fraudulent");
  return { intent };
}

/** The holder did not prove themselves: the card is dropped, another may be tried. */
export function failThreeDSecure(world: StripeWorld, id: string): Attempted {
  const before = world.store.get("payment_intent", id);
  const paymentMethod =
    typeof before.payment_method === "string"
      ? world.store.get("payment_method", before.payment_method)
      : undefined;
  const error = {
    code: "payment_intent_authentication_failure",
    doc_url: "https://docs.stripe.com/error-codes/payment-intent-authentication-failure",
    message:
      "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
    type: "card_error",
    ...(paymentMethod && { payment_method: paymentMethod }),
  } as const;
  const intent = amend(world, "payment_intent", id, {
    last_payment_error: error,
    next_action: null,
    payment_method: null,
    status: "requires_payment_method",
  });
  world.emit("payment_intent.payment_failed", intent);
  return { intent, error: new StripeError(402, { ...error, payment_intent: intent }) };
}
