import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { markDue } from "./due.ts";
import { amend } from "./keep.ts";
import { refuse } from "./refuse.ts";

/** Takes a card from its customer for good, and from where it was the default. */
export function detachPaymentMethod(world: StripeWorld, id: string): Stripe.PaymentMethod {
  const { customer } = world.store.get("payment_method", id, "payment_method");
  if (typeof customer !== "string")
    refuse(
      "The payment method you provided is not attached to a customer so detachment is impossible.",
    );
  const detached = amend(world, "payment_method", id, { customer: null });
  world.store.setNote(id, { ...world.store.note(id), detached: true });
  world.emit("payment_method.detached", detached, { customer });
  const { invoice_settings } = world.store.get("customer", customer);
  if (invoice_settings.default_payment_method === id)
    amend(
      world,
      "customer",
      customer,
      { invoice_settings: { ...invoice_settings, default_payment_method: null } },
      "customer.updated",
    );
  for (const subscription of world.store.list("subscription", customer))
    if (subscription.default_payment_method === id)
      amend(
        world,
        "subscription",
        subscription.id,
        { default_payment_method: null },
        "customer.subscription.updated",
      );
  markDue(world, customer);
  return detached;
}
