import type Stripe from "stripe";
import { mergeMetadata } from "../http/formParams.ts";
import type { StripeWorld } from "../StripeWorld.ts";
import { buildItem } from "./buildSubscription.ts";
import { planOf } from "./planOf.ts";
import { recurringOf } from "./recurringOf.ts";
import { refuse } from "./refuse.ts";
import type { ItemChange } from "./SubscriptionChange.ts";

/** A subscription's items after a change. @throws StripeError 400 where they cannot stand together */
export function changeItems(
  world: StripeWorld,
  subscription: Stripe.Subscription,
  changes: readonly ItemChange[],
  now: number,
): Stripe.SubscriptionItem[] {
  const items = new Map(subscription.items.data.map((item) => [item.id, item]));
  const [first] = subscription.items.data;
  if (!first) throw new Error(`${subscription.id} has no items`);
  const period = { start: first.current_period_start, end: first.current_period_end };
  for (const [index, change] of changes.entries()) {
    const price = change.price
      ? world.store.get("price", change.price, `items[${index}][price]`)
      : undefined;
    if (price) recurringOf(price);
    if (change.id === undefined) {
      if (!price)
        refuse("You must specify a price for a new subscription item.", {
          code: "parameter_missing",
          param: `items[${index}][price]`,
        });
      const added = buildItem(
        world,
        subscription.id,
        {
          price,
          quantity: change.quantity ?? 1,
          metadata: mergeMetadata(null, change.metadata),
        },
        period,
        now,
      );
      items.set(added.id, added);
      continue;
    }
    const item = items.get(change.id);
    if (!item)
      refuse(`No such subscription_item: '${change.id}'`, {
        code: "resource_missing",
        param: `items[${index}][id]`,
      });
    if (change.deleted) items.delete(item.id);
    else
      items.set(item.id, {
        ...item,
        ...(price && { price, plan: planOf(price) }),
        quantity: change.quantity ?? item.quantity ?? 1,
        metadata: mergeMetadata(item.metadata, change.metadata),
      });
  }
  const after = [...items.values()];
  refuseMixed(after, subscription.currency);
  return after;
}

function refuseMixed(items: readonly Stripe.SubscriptionItem[], currency: string): void {
  const [first] = items;
  if (!first)
    refuse(
      "A subscription must have at least one active plan. In order to cancel a subscription, please use the cancel API endpoint.",
      { param: "items" },
    );
  const intervals = new Set(
    items.map(({ price }) => `${price.recurring?.interval_count} ${price.recurring?.interval}`),
  );
  if (intervals.size > 1)
    refuse("The sandbox does not simulate subscriptions of mixed intervals.", {
      code: "sandbox_not_simulated",
      param: "items",
    });
  if (items.some(({ price }) => price.currency !== currency))
    refuse(`The subscription's currency is ${currency}: its prices must be of the same.`, {
      param: "items",
    });
  if (new Set(items.map(({ price }) => price.id)).size < items.length)
    refuse(
      "Cannot add multiple subscription items with the same plan. Change the quantity of the one that is there instead.",
      { param: "items" },
    );
}
