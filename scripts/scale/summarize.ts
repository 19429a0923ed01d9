/** What many measured times come to. */
export interface Summary {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** Median, 95th percentile (nearest rank) and greatest of some numbers, to three digits after the point. */
export function summarize(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), max: round(sorted.at(-1) ?? 0) };
}

/** A measured number to three digits after the point. */
export function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
