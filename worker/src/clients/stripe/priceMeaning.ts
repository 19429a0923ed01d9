import type { Stripe } from "stripe";
import { z } from "zod";

export const ADD_ONS = ["sim_single", "sim_bundle", "voice_single", "voice_bundle"] as const;
export type AddOn = (typeof ADD_ONS)[number];

/** What one of a price gives: a plan, a seat of it, or so many lines. */
export type PriceMeaning =
  | { readonly plan: string; readonly isBySeat: boolean }
  | { readonly addOn: AddOn; readonly lines: number };

const planSchema = z.object({ plan: z.string().min(1), unit: z.literal("seat").optional() });
const addOnSchema = z.object({
  add_on: z.enum(ADD_ONS),
  lines: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number),
});

/**
 * What a price is for, by its own metadata, which outlives its lookup key: subscribers of a price that another has
 * taken the place of keep it. Null: it is none of ours.
 */
export function readMeaning(price: Pick<Stripe.Price, "metadata">): PriceMeaning | null {
  const plan = planSchema.safeParse(price.metadata);
  if (plan.success) return { plan: plan.data.plan, isBySeat: plan.data.unit === "seat" };
  const addOn = addOnSchema.safeParse(price.metadata);
  return addOn.success ? { addOn: addOn.data.add_on, lines: addOn.data.lines } : null;
}

/** The metadata that `readMeaning` understands. */
export function metadataOf(meaning: PriceMeaning): Record<string, string> {
  if ("addOn" in meaning) return { add_on: meaning.addOn, lines: String(meaning.lines) };
  return { plan: meaning.plan, ...(meaning.isBySeat ? { unit: "seat" } : {}) };
}

/** Whether two prices give the same. */
export function isSameMeaning(a: PriceMeaning, b: PriceMeaning): boolean {
  return JSON.stringify(metadataOf(a)) === JSON.stringify(metadataOf(b));
}
