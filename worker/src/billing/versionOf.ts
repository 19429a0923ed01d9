import type { StripeSubscription } from "../clients/stripe/truth.ts";
import { hashToken } from "../http/mintToken.ts";

/** Changes with everything of a subscription that a preview of its change depends on. */
export function versionOf(subscription: StripeSubscription): Promise<string> {
  const { id, status, items, cancel_at, schedule, pending_update } = subscription;
  return hashToken(
    JSON.stringify([
      id,
      status,
      items.data.map((item) => [item.id, item.price.id, item.quantity, item.current_period_end]),
      cancel_at,
      schedule && [schedule.id, schedule.status, schedule.phases],
      pending_update,
    ]),
  );
}
