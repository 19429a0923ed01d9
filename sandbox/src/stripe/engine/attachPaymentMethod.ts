import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { cardError } from "./cardError.ts";
import { createCard, testCardOf } from "./createCard.ts";
import { amend } from "./keep.ts";
import { refuse } from "./refuse.ts";
import { testCards } from "./testCards.ts";

/** A card for a test id such as `pm_card_visa` (each use makes another one), or the payment method of that id. */
export function findPaymentMethod(
  world: StripeWorld,
  id: string,
  param = "payment_method",
): Stripe.PaymentMethod {
  const name = /^(?:pm_card|tok)_(.+)$/.exec(id)?.[1];
  const card = name && testCards.find(({ names }) => names.includes(name));
  if (!card) return world.store.get("payment_method", id, param);
  const expYear = new Date(world.now() * 1000).getUTCFullYear() + 2;
  return createCard(world, { number: card.number, expMonth: 12, expYear });
}

/** Makes a card its customer's. @throws StripeError 402 where the card's bank refuses it. */
export function attachPaymentMethod(
  world: StripeWorld,
  id: string,
  customer: string,
): Stripe.PaymentMethod {
  world.store.get("customer", customer, "customer");
  const paymentMethod = findPaymentMethod(world, id);
  if (paymentMethod.customer === customer) return paymentMethod;
  if (paymentMethod.customer)
    refuse("The payment method you provided has already been attached to a customer.");
  if (world.store.note(paymentMethod.id)["detached"] === true)
    refuse(
      "This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.",
    );
  const { attachDecline } = testCardOf(world, paymentMethod.id);
  if (attachDecline) throw cardError(attachDecline, { payment_method: paymentMethod });
  const card = paymentMethod.card && {
    ...paymentMethod.card,
    checks: paymentMethod.card.checks && {
      ...paymentMethod.card.checks,
      cvc_check: paymentMethod.card.checks.cvc_check && "pass",
    },
  };
  const attached = amend(world, "payment_method", paymentMethod.id, {
    customer,
    ...(card && { card }),
  });
  world.emit("payment_method.attached", attached);
  return attached;
}
