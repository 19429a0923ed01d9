import { attachPaymentMethod } from "../engine/attachPaymentMethod.ts";
import { amend } from "../engine/keep.ts";
import type { StripeWorld } from "../StripeWorld.ts";

/**
 * Makes a card the one that pays from now on: the customer's default, and that of the subscriptions which name one of
 * their own, as the portal does (https://docs.stripe.com/customer-management).
 * @throws StripeError 402 where the card cannot be attached
 */
export function useCard(world: StripeWorld, customer: string, paymentMethod: string): void {
  attachPaymentMethod(world, paymentMethod, customer);
  world.store.setNote(paymentMethod, { ...world.store.note(paymentMethod), setUp: true });
  const { invoice_settings: settings } = world.store.get("customer", customer);
  amend(
    world,
    "customer",
    customer,
    { invoice_settings: { ...settings, default_payment_method: paymentMethod } },
    "customer.updated",
  );
  for (const { id, status, default_payment_method: own } of world.store.list(
    "subscription",
    customer,
  )) {
    if (status === "canceled" || status === "incomplete_expired" || own === null) continue;
    amend(
      world,
      "subscription",
      id,
      { default_payment_method: paymentMethod },
      "customer.subscription.updated",
    );
  }
}
