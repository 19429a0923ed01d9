export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The share of an amount that falls into the rest of a period, by the second, in whole cents, halves up.
 * https://docs.stripe.com/billing/subscriptions/prorations
 */
export function prorate(amountCents: number, period: Span, from: number): number {
  const length = BigInt(period.end - period.start);
  const rest = BigInt(period.end - Math.min(Math.max(from, period.start), period.end));
  if (length <= 0n) return 0;
  return Number((2n * BigInt(amountCents) * rest + length) / (2n * length));
}
