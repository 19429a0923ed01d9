import { scheduleItems } from "../clients/stripe/scheduleItems.ts";
import type { StripeSubscription } from "../clients/stripe/truth.ts";
import type { Env } from "../env.ts";
import type { BegunChange } from "./BegunChange.ts";
import { isHolding } from "./itemsOf.ts";
import { periodOf } from "./periodOf.ts";

/** Whether a subscription is what it was before a direct change, with nothing scheduled and nothing else decided since. */
export function isAsBefore(
  subscription: StripeSubscription,
  { has, periodEnd, subscription: changed }: BegunChange,
): boolean {
  return (
    subscription.id === changed &&
    (subscription.status === "active" || subscription.status === "trialing") &&
    subscription.schedule === null &&
    subscription.cancel_at === null &&
    periodOf(subscription).end === periodEnd &&
    isHolding(subscription, has)
  );
}

/** Schedules again what a direct change had taken away, where the change came to nothing. */
export async function putBack(
  env: Env,
  subscription: StripeSubscription,
  begun: BegunChange,
): Promise<void> {
  const { id, has, periodEnd, restore } = begun;
  if (restore === null || subscription.pending_update !== null || !isAsBefore(subscription, begun))
    return;
  await scheduleItems(
    env,
    { id: subscription.id, schedule: null },
    { has, wanted: restore, periodEnd, idempotencyKey: `restore:${subscription.id}:${id}` },
  );
}
