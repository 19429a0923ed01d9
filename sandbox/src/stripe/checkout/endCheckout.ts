import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";

/** Ends an open checkout, one way or the other, and tells of it. */
export function endCheckout(
  world: StripeWorld,
  id: string,
  status: "complete" | "expired",
  changes: Partial<Stripe.Checkout.Session> = {},
): Stripe.Checkout.Session {
  const before = world.store.get("checkout.session", id);
  const session = { ...before, ...changes, status, url: null };
  world.store.put("checkout.session", session);
  world.emit(
    status === "complete" ? "checkout.session.completed" : "checkout.session.expired",
    session,
  );
  return session;
}
