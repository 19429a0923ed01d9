import type { WantedItem } from "../clients/stripe/ItemChange.ts";
import type { StripeSubscription } from "../clients/stripe/truth.ts";

/** What a subscription holds. */
export function itemsOf({ items }: Pick<StripeSubscription, "items">): WantedItem[] {
  return items.data.map(({ price, quantity }) => ({ price: price.id, quantity }));
}

/** Whether it holds exactly that, in whatever order. */
export function isHolding(
  subscription: Pick<StripeSubscription, "items">,
  wanted: readonly WantedItem[],
): boolean {
  return nameOf(itemsOf(subscription)) === nameOf(wanted);
}

function nameOf(items: readonly WantedItem[]): string {
  return JSON.stringify(items.map(({ price, quantity }) => `${price} ${quantity}`).toSorted());
}
