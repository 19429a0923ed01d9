import type { StripeSubscription } from "../clients/stripe/truth.ts";

/** The period that runs (Unix seconds): it stands on the items, all of one month. */
export function periodOf({ id, items }: StripeSubscription): { start: number; end: number } {
  const [first] = items.data;
  if (first === undefined) throw new Error(`Subscription ${id} holds nothing.`);
  return { start: first.current_period_start, end: first.current_period_end };
}
