import { scheduleItems } from "../clients/stripe/scheduleItems.ts";
import type { StripeSubscription } from "../clients/stripe/truth.ts";
import type { Env } from "../env.ts";
import type { BegunChange } from "./BegunChange.ts";
import { isHolding } from "./itemsOf.ts";
import { periodOf } from "./periodOf.ts";

/**
 * Schedules again what a direct change had taken away, where the change came to nothing and nothing else has been decided
 * since.
 */
export async function putBack(
  env: Env,
  subscription: StripeSubscription,
  { id, restore, has, periodEnd, subscription: changed }: BegunChange,
): Promise<void> {
  const isAsBefore =
    subscription.id === changed &&
    (subscription.status === "active" || subscription.status === "trialing") &&
    subscription.schedule === null &&
    subscription.pending_update === null &&
    subscription.cancel_at === null &&
    periodOf(subscription).end === periodEnd &&
    isHolding(subscription, has);
  if (restore === null || !isAsBefore) return;
  await scheduleItems(
    env,
    { id: changed, schedule: null },
    { has, wanted: restore, periodEnd, idempotencyKey: `restore:${changed}:${id}` },
  );
}
