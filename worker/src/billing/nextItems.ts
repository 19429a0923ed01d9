import type { WantedItem } from "../clients/stripe/ItemChange.ts";
import type { StripeSubscription } from "../clients/stripe/truth.ts";

/** What a subscription will hold when the phase that runs has ended; null where nothing is scheduled. */
export function nextItems({ schedule }: Pick<StripeSubscription, "schedule">): WantedItem[] | null {
  const ends = schedule?.current_phase?.end_date;
  if (schedule === null || ends === undefined || schedule.status !== "active") return null;
  const next = schedule.phases.find(({ start_date: starts }) => starts >= ends);
  return next?.items.map(({ price, quantity }) => ({ price, quantity })) ?? null;
}
