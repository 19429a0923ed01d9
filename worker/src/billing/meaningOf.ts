import { CATALOGUE } from "#shared/catalogue";
import type { StripePrice } from "../clients/stripe/truth.ts";

/** What of the catalogue a price is. */
export type Meaning =
  | { readonly kind: "plan"; readonly planId: string; readonly isBySeat: boolean }
  | { readonly kind: "simSingle" | "simBundle"; readonly lines: number }
  | { readonly kind: "voice" };

/**
 * What a price of Stripe's is in the catalogue: by the mark that stripe:sync gives each price and leaves on the ones that
 * were replaced, else by its lookup key. Null where it is none of ours.
 */
export function meaningOf({ metadata, lookup_key: lookupKey }: StripePrice): Meaning | null {
  const { plans, sim, voice } = CATALOGUE;
  const plan = plans.find(
    ({ id, price }) =>
      metadata["plan"] === id || (price !== null && price.lookupKey === lookupKey),
  );
  if (plan !== undefined)
    return { kind: "plan", planId: plan.id, isBySeat: (plan.price?.seats ?? null) !== null };
  const isOf = (addOn: { lookupKey: string }, mark: string) =>
    metadata["add_on"] === mark || addOn.lookupKey === lookupKey;
  if (isOf(sim.single, "sim_single")) return { kind: "simSingle", lines: sim.single.lines };
  if (isOf(sim.bundle, "sim_bundle")) return { kind: "simBundle", lines: sim.bundle.lines };
  if (isOf(voice.single, "voice_single") || isOf(voice.bundle, "voice_bundle"))
    return { kind: "voice" };
  return null;
}
