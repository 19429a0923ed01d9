import type { ChangeTime } from "#shared/billing";
import { AppError } from "#shared/errors";
import type { StripeSubscription } from "../clients/stripe/truth.ts";
import type { ChangePlan } from "./planChange.ts";

/**
 * Refuses a change at a time at which it cannot begin.
 * @throws AppError
 */
export function refuseTime(
  { direction, times }: ChangePlan,
  when: ChangeTime,
  { cancel_at: cancelAt, cancel_at_period_end: ends }: StripeSubscription,
): void {
  if (direction === "none") return;
  if (!times.includes(when))
    throw new AppError("invalid_input", undefined, {
      fields: [{ path: "when", message: "must be now: what costs more begins at once" }],
    });
  if (when === "period_end" && (ends || cancelAt !== null))
    throw new AppError("conflict", "The subscription is about to end. Take that back first.");
}
