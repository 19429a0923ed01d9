import type { CatalogueItem } from "./catalogueItems.ts";

/** One thing that makes Stripe match the catalogue. Nothing is ever deleted, and no amount changed. */
export type SyncStep =
  | { readonly do: "create product"; readonly item: CatalogueItem }
  | { readonly do: "update product"; readonly item: CatalogueItem; readonly id: string }
  | {
      readonly do: "create price";
      readonly item: CatalogueItem;
      /** Null: the one that a step before makes. */
      readonly productId: string | null;
      /** Whose lookup key it takes over. */
      readonly insteadOf: string | null;
    }
  /** Makes it the price of its lookup key. */
  | {
      readonly do: "take price";
      readonly item: CatalogueItem;
      readonly id: string;
      readonly insteadOf: string | null;
    }
  | { readonly do: "set default price"; readonly item: CatalogueItem; readonly productId: string }
  | { readonly do: "archive price"; readonly id: string; readonly amountCents: number | null }
  | { readonly do: "archive product"; readonly id: string; readonly name: string }
  | { readonly do: "create portal" }
  | { readonly do: "update portal"; readonly id: string }
  | { readonly do: "create webhook"; readonly url: string }
  | { readonly do: "update webhook"; readonly id: string; readonly url: string };

/** A step in words, for the person who decides about it. */
export function describeStep(step: SyncStep): string {
  return `${step.do.padEnd(17)}  ${aboutOf(step)}`;
}

function aboutOf(step: SyncStep): string {
  if (step.do === "create product") return step.item.name;
  if (step.do === "update product") return `${step.item.name} (${step.id})`;
  if (step.do === "create price") {
    const { lookupKey, amountCents } = step.item;
    return `${lookupKey}, ${amountCents} cents a month${takingOver(step.insteadOf)}`;
  }
  if (step.do === "take price") {
    return `${step.id} for ${step.item.lookupKey}${takingOver(step.insteadOf)}`;
  }
  if (step.do === "set default price") return `${step.item.lookupKey} of ${step.productId}`;
  if (step.do === "archive price") {
    const costs = step.amountCents === null ? "" : `, ${step.amountCents} cents a month`;
    return `${step.id}${costs} (its subscribers keep it)`;
  }
  if (step.do === "archive product") return `${step.name} (${step.id})`;
  if (step.do === "create portal") return "cards, invoices, the customer's details";
  if (step.do === "update portal") return step.id;
  if (step.do === "create webhook") return step.url;
  return `${step.url} (${step.id})`;
}

function takingOver(priceId: string | null): string {
  return priceId === null ? "" : `, takes the lookup key from ${priceId}`;
}
