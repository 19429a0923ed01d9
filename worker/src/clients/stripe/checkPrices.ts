import type { Catalogue } from "#shared/plans";
import type { Stripe } from "stripe";
import { catalogueItems, type CatalogueItem } from "./catalogueItems.ts";
import { isSameMeaning, metadataOf, readMeaning } from "./priceMeaning.ts";

/** What Stripe has for the catalogue. */
export interface FoundPrices {
  readonly byLookupKey: ReadonlyMap<string, Stripe.Price>;
  /** By the setting that names it; `price` null: Stripe has none of that id. A setting that is not set is missing. */
  readonly byVariable: ReadonlyMap<
    string,
    { readonly id: string; readonly price: Stripe.Price | null }
  >;
}

/** Stripe's prices of the catalogue, or why they cannot be sold: one sentence a price. */
export type CheckedPrices =
  | {
      readonly ok: true;
      /** Stripe's ids by lookup key; Voice AI is there only where it is set up. */ readonly prices: ReadonlyMap<
        string,
        string
      >;
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Whether Stripe takes what the catalogue says, for each thing that is sold. */
export function checkPrices(catalogue: Catalogue, found: FoundPrices): CheckedPrices {
  const prices = new Map<string, string>();
  const problems: string[] = [];
  for (const item of catalogueItems(catalogue)) {
    const named = item.variable === null ? undefined : found.byVariable.get(item.variable);
    // What is sold later may be set up later.
    if (item.variable !== null && named === undefined) continue;
    const price = item.variable === null ? found.byLookupKey.get(item.lookupKey) : named?.price;
    if (price === undefined || price === null) {
      problems.push(
        named === undefined
          ? `${item.lookupKey}: Stripe has no price of this lookup key.`
          : `${item.variable} names ${named.id}, which Stripe does not have.`,
      );
      continue;
    }
    const faults = faultsOf(price, item, catalogue.currency);
    const name = `${price.id} (${item.variable ?? item.lookupKey})`;
    problems.push(...faults.map((fault) => `${name} ${fault}`));
    prices.set(item.lookupKey, price.id);
  }
  return problems.length === 0 ? { ok: true, prices } : { ok: false, problems };
}

function faultsOf(price: Stripe.Price, item: CatalogueItem, currency: string): string[] {
  const { recurring, unit_amount: amount } = price;
  const faults: string[] = [];
  if (!price.active) faults.push("is archived.");
  if (price.currency !== currency) {
    faults.push(`is in ${price.currency}; data/plans.yml says ${currency}.`);
  }
  if (amount !== item.amountCents || price.billing_scheme !== "per_unit") {
    const costs = amount === null ? "has no single amount" : `costs ${amount} cents`;
    faults.push(`${costs}; data/plans.yml says ${item.amountCents} cents.`);
  }
  if (price.transform_quantity !== null) faults.push("divides the quantity before it is charged.");
  if (recurring?.interval !== "month" || recurring.interval_count !== 1) {
    const every =
      recurring === null ? "once" : `every ${recurring.interval_count} ${recurring.interval}`;
    faults.push(`is charged ${every}; it must be every month.`);
  } else if (recurring.usage_type !== "licensed") {
    faults.push(`is charged by what is used (${recurring.usage_type}); it must be by quantity.`);
  }
  const meaning = readMeaning(price);
  if (meaning === null || !isSameMeaning(meaning, item.meaning)) {
    const wanted = JSON.stringify(metadataOf(item.meaning));
    faults.push(`has other metadata than ${wanted}, which npm run stripe:sync sets.`);
  }
  return faults;
}
