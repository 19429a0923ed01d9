import type { CheckedPrices } from "./checkPrices.ts";
import { findPrices, type PriceSettings } from "./findPrices.ts";

const KEPT_MS = { ok: 5 * 60_000, problems: 10_000 };

/** Results alone: what one request waits for cannot be waited for by another in a Worker. */
const kept = new WeakMap<
  PriceSettings,
  { readonly read: CheckedPrices; readonly untilMs: number }
>();

/**
 * Stripe's prices of the catalogue, each of which costs what the catalogue says; otherwise nothing may be sold. Kept for
 * five minutes. Never throws: that Stripe is not set up or does not answer is a problem like the others.
 */
export async function readPrices(settings: PriceSettings): Promise<CheckedPrices> {
  const known = kept.get(settings);
  if (known !== undefined && Date.now() < known.untilMs) return known.read;
  const read = await findPrices(settings);
  kept.set(settings, { read, untilMs: Date.now() + (read.ok ? KEPT_MS.ok : KEPT_MS.problems) });
  if (!read.ok) console.error(`Nothing is sold. ${read.problems.join(" ")}`);
  return read;
}
