import type { AddOnPrice, Catalogue } from "#shared/plans";
import type { AddOn, PriceMeaning } from "./priceMeaning.ts";

/** One thing of the catalogue that has a price at Stripe. */
export interface CatalogueItem {
  readonly lookupKey: string;
  /** A month of one of it. */
  readonly amountCents: number;
  readonly meaning: PriceMeaning;
  /** As invoices call it. */
  readonly name: string;
  readonly description: string | null;
  /** What one of it is called on invoices, where it is sold by number. */
  readonly unit: "seat" | null;
  /** The setting that names its price; null: it is found by its lookup key. */
  readonly variable: "VOICE_ADDON_SINGLE_SIM_PRICE_ID" | "VOICE_ADDON_BUNDLE_3_PRICE_ID" | null;
}

/** Everything of the catalogue that has a price. */
export function catalogueItems({ plans, sim, voice }: Catalogue): CatalogueItem[] {
  const priced = plans.flatMap(({ id, name, says, price }): CatalogueItem[] =>
    price === null
      ? []
      : [
          {
            lookupKey: price.lookupKey,
            amountCents: price.amountCents,
            meaning: { plan: id, isBySeat: price.seats !== null },
            name: `SalesPulse ${name}`,
            description: says,
            unit: price.seats === null ? null : "seat",
            variable: null,
          },
        ],
  );
  return [
    ...priced,
    { ...addOnItem("sim_single", sim.name, sim.single), variable: null },
    { ...addOnItem("sim_bundle", sim.name, sim.bundle), variable: null },
    {
      ...addOnItem("voice_single", voice.name, voice.single),
      variable: voice.single.variable,
    },
    {
      ...addOnItem("voice_bundle", voice.name, voice.bundle),
      variable: voice.bundle.variable,
    },
  ];
}

function addOnItem(addOn: AddOn, name: string, { lookupKey, amountCents, lines }: AddOnPrice) {
  return {
    lookupKey,
    amountCents,
    meaning: { addOn, lines },
    name: `SalesPulse ${name}, ${lines === 1 ? "1 line" : `bundle of ${lines}`}`,
    description: null,
    unit: null,
  };
}
