export interface Interval {
  readonly interval: string;
  readonly interval_count: number;
}

const DAY_SECONDS = 86_400;

/**
 * The `count`th turn of a billing cycle, in Unix seconds. Months are counted from the anchor, and a month without
 * its day turns at its last: 31 January, 28 February, 31 March (https://docs.stripe.com/billing/subscriptions/billing-cycle).
 */
export function turnOf(
  anchor: number,
  { interval, interval_count }: Interval,
  count: number,
): number {
  const steps = count * interval_count;
  if (interval === "day") return anchor + steps * DAY_SECONDS;
  if (interval === "week") return anchor + steps * 7 * DAY_SECONDS;
  const date = new Date(anchor * 1000);
  const months = interval === "year" ? steps * 12 : steps;
  const first = new Date(date);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
  first.setUTCDate(Math.min(date.getUTCDate(), lastDay.getUTCDate()));
  return first.getTime() / 1000;
}

/** The first turn after a moment; the anchor itself where that is still to come. */
export function turnAfter(anchor: number, interval: Interval, at: number): number {
  if (anchor > at) return anchor;
  const approximateSeconds = turnOf(0, interval, 1);
  let count = Math.max(0, Math.floor((at - anchor) / approximateSeconds) - 2);
  while (turnOf(anchor, interval, count) <= at) count += 1;
  return turnOf(anchor, interval, count);
}

/** The last turn at or before a moment, also before the anchor. */
export function turnBefore(anchor: number, interval: Interval, at: number): number {
  const approximateSeconds = turnOf(0, interval, 1);
  let count = Math.ceil((at - anchor) / approximateSeconds) + 2;
  while (turnOf(anchor, interval, count) > at) count -= 1;
  return turnOf(anchor, interval, count);
}
