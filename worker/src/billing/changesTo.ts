import type { ItemChange, WantedItem } from "../clients/stripe/ItemChange.ts";
import type { StripeSubscription } from "../clients/stripe/truth.ts";

/** What makes of the items of a subscription those that are wanted. */
export function changesTo(
  { items }: Pick<StripeSubscription, "items">,
  wanted: readonly WantedItem[],
): ItemChange[] {
  const has = new Map(items.data.map(({ id, price }) => [price.id, id]));
  const changes = wanted.map(({ price, quantity }): ItemChange => {
    const id = has.get(price);
    has.delete(price);
    return id === undefined ? { price, quantity } : { id, quantity };
  });
  return [...changes, ...[...has.values()].map((id): ItemChange => ({ id, deleted: true }))];
}
