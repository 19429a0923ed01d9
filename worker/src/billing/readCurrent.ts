import { AppError } from "#shared/errors";
import type { StripeSubscription } from "../clients/stripe/truth.ts";
import type { Env } from "../env.ts";
import { findCurrent } from "./findCurrent.ts";

/**
 * The subscription of an organisation that counts, as Stripe says it now, also one that has ended.
 * @throws AppError `conflict` where there never was one
 */
export async function readCurrent(env: Env, organizationId: string): Promise<StripeSubscription> {
  const found = await findCurrent(env, organizationId);
  if (found === null) throw new AppError("conflict", "There is no subscription yet.");
  return found;
}
