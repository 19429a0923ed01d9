import type { Env } from "../env.ts";

/** The object that speaks with Stripe for an organisation. */
export function accountOf(env: Env, organizationId: string) {
  return env.BILLING_ACCOUNT.get(env.BILLING_ACCOUNT.idFromName(organizationId));
}
