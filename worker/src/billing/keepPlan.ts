import { AppError } from "#shared/errors";
import { dropEnd } from "../clients/stripe/dropEnd.ts";
import type { Env } from "../env.ts";
import { readCurrent } from "./readCurrent.ts";

/**
 * Takes the end of a subscription back; where none was decided, nothing happens.
 * @throws AppError `conflict` where it has ended already
 */
export async function keepPlan(env: Env, organizationId: string): Promise<void> {
  const subscription = await readCurrent(env, organizationId);
  const { status, cancel_at: cancelAt, cancel_at_period_end: ends } = subscription;
  if (status === "canceled" || status === "incomplete_expired")
    throw new AppError("conflict", "The subscription has ended. You can buy a plan anew.");
  if (ends || cancelAt !== null) await dropEnd(env, subscription);
}
