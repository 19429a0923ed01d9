import type { Env } from "../env.ts";

/** Where Stripe's messages about a customer arrive. */
export function letterboxOf(env: Env, customer: string) {
  return env.STRIPE_LETTERBOX.get(env.STRIPE_LETTERBOX.idFromName(customer));
}
