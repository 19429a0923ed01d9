import { isMissing } from "../clients/stripe/callStripe.ts";
import { readSubscriptions } from "../clients/stripe/readSubscriptions.ts";
import type { StripeSubscription } from "../clients/stripe/truth.ts";
import type { Env } from "../env.ts";
import { readCustomerId } from "./readCustomerId.ts";
import { currentOf } from "./rowsOf.ts";

/** The subscription of an organisation that counts, as Stripe says it now, also one that has ended. */
export async function findCurrent(
  env: Env,
  organizationId: string,
): Promise<StripeSubscription | null> {
  const customerId = await readCustomerId(env, organizationId);
  if (customerId === null) return null;
  try {
    return currentOf(await readSubscriptions(env, customerId)) ?? null;
  } catch (error) {
    if (isMissing(error, "customer")) return null;
    throw error;
  }
}
