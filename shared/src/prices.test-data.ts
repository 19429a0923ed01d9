/** A list of prices in the order they were entered, which says nothing about when they begin. */
export const PRICES = [
  { key: "turn_gb", amountMicros: 50_000, validFrom: "2030-03-01T00:00:00Z" },
  { key: "turn_gb", amountMicros: 70_000, validFrom: "2030-06-01T00:00:00Z" },
  { key: "turn_gb", amountMicros: 0, validFrom: "2030-04-01T12:00:00.5Z" },
  { key: "stt_minute", amountMicros: 6_000, validFrom: "2030-02-01T00:00:00+02:00" },
] as const;

/** What each costs at a moment. Walked by the test of `priceAt` and by that of the database's `private.price_at`. */
export const PRICE_CASES: readonly (readonly [
  why: string,
  key: string,
  at: string,
  amountMicros: number | null,
])[] = [
  ["before the first", "turn_gb", "2030-02-28T23:59:59.999Z", null],
  ["in the moment it begins", "turn_gb", "2030-03-01T00:00:00Z", 50_000],
  ["until just before the next", "turn_gb", "2030-04-01T12:00:00.499Z", 50_000],
  ["the next, entered last, which is free", "turn_gb", "2030-04-01T12:00:00.5Z", 0],
  ["the one after, entered before it", "turn_gb", "2030-06-01T00:00:00Z", 70_000],
  ["the last for ever", "turn_gb", "2099-12-31T00:00:00Z", 70_000],
  ["by its own offset", "stt_minute", "2030-01-31T22:00:00Z", 6_000],
  ["before its own offset", "stt_minute", "2030-01-31T21:59:59Z", null],
  ["what has no price", "sms", "2031-01-01T00:00:00Z", null],
];
