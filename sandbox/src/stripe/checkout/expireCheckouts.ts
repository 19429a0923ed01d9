import type { StripeWorld } from "../StripeWorld.ts";
import { endCheckout } from "./endCheckout.ts";

/** When the next open checkout of a world expires, in Unix seconds; a short cut that a new process works out anew. */
const nextExpiry = new WeakMap<StripeWorld, number>();

/** Has the next expiry worked out again, as after a checkout that was added. */
export function noteExpiry(world: StripeWorld, expiresAt: number): void {
  const before = nextExpiry.get(world);
  if (before !== undefined) nextExpiry.set(world, Math.min(before, expiresAt));
}

/** Ends the open checkouts whose time is over: https://docs.stripe.com/payments/checkout/managing-limited-inventory */
export function expireCheckouts(world: StripeWorld): void {
  const now = world.now();
  if ((nextExpiry.get(world) ?? 0) > now) return;
  let next = Infinity;
  for (const { id, status, expires_at: expiresAt } of world.store.list("checkout.session")) {
    if (status !== "open") continue;
    if (expiresAt <= now) world.store.change(() => endCheckout(world, id, "expired"));
    else next = Math.min(next, expiresAt);
  }
  nextExpiry.set(world, next);
}
