import { z } from "zod";
import { timestamp } from "./text.ts";

/** What is metered. */
export const METERED_KEYS = [
  "stt_minute",
  "stt_fallback_minute",
  "tts_1000_characters",
  "tts_fallback_1000_characters",
  "sfu_gb",
  "turn_gb",
] as const;
export type MeteredKey = (typeof METERED_KEYS)[number];

/** What one of each is. A key keeps its unit for ever: usage of before was counted in it. */
export const METERED: Record<MeteredKey, string> = {
  stt_minute: "minute",
  stt_fallback_minute: "minute",
  tts_1000_characters: "1,000 characters",
  tts_fallback_1000_characters: "1,000 characters",
  sfu_gb: "GB",
  turn_gb: "GB",
};

/** The highest price of one unit (millionths of a dollar): a million dollars. */
const MAX_AMOUNT_MICROS = 1_000_000_000_000;

export const servicePriceSchema = z.object({
  id: z.uuid(),
  /** A `MeteredKey`, or one that a later version adds. */
  key: z.string(),
  unit: z.string(),
  /** Millionths of a dollar for one unit. */
  amountMicros: z.int(),
  /** It holds from here until the next one of its key begins. */
  validFrom: timestamp,
  /** A vendor's list price that no operator has confirmed. */
  isExample: z.boolean(),
});
export type ServicePrice = z.infer<typeof servicePriceSchema>;

/** A price to begin: at once, or at a moment to come. */
export const newPriceSchema = z.strictObject({
  /** Chosen by the caller, so that sending again begins no second one. */
  id: z.uuid(),
  key: z.enum(METERED_KEYS),
  amountMicros: z
    .int("must be a price")
    .min(0, "must not be negative")
    .max(MAX_AMOUNT_MICROS, "must be at most a million dollars"),
  /** Null: now. */
  validFrom: timestamp.nullable().default(null),
});

/**
 * The price of a metered thing at a moment: the one that began last. Null where none holds yet.
 * The database's `private.price_at` is the same rule, walked by the same cases.
 */
export function priceAt<P extends Pick<ServicePrice, "key" | "validFrom">>(
  prices: readonly P[],
  key: string,
  atMs: number,
): P | null {
  let found: P | null = null;
  for (const price of prices) {
    const fromMs = Date.parse(price.validFrom);
    if (price.key !== key || fromMs > atMs) continue;
    if (found === null || fromMs > Date.parse(found.validFrom)) found = price;
  }
  return found;
}
