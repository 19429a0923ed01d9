import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { buildItem } from "./buildSubscription.ts";
import { idOf } from "./idOf.ts";
import { planOf } from "./planOf.ts";
import { periodOf } from "./planUpdate.ts";

/** A subscription's items as a phase wants them: those of the same price keep their id, the first others are changed over. */
export function itemsOfPhase(
  world: StripeWorld,
  subscription: Stripe.Subscription,
  phase: Stripe.SubscriptionSchedule.Phase,
): Stripe.SubscriptionItem[] {
  const left = [...subscription.items.data];
  const take = (matches: (item: Stripe.SubscriptionItem) => boolean) => {
    const index = left.findIndex(matches);
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  const wanted = phase.items.map((item) => {
    const price = world.store.get("price", idOf(item.price));
    return { item, price, kept: take((own) => own.price.id === price.id) };
  });
  return wanted.map(({ item, price, kept }) => {
    const base =
      kept ??
      take(() => true) ??
      buildItem(
        world,
        subscription.id,
        { price, quantity: item.quantity ?? 1 },
        periodOf(subscription),
        world.now(idOf(subscription.customer)),
      );
    return {
      ...base,
      price,
      plan: planOf(price),
      quantity: item.quantity ?? 1,
      metadata: item.metadata ?? {},
    };
  });
}

/** The items that a schedule brings with the period that comes next; undefined where none changes them then. */
export function itemsOfNextPhase(
  world: StripeWorld,
  subscription: Stripe.Subscription,
): Stripe.SubscriptionItem[] | undefined {
  const id = idOf(subscription.schedule);
  const schedule = id ? world.store.get("subscription_schedule", id) : undefined;
  const next = schedule?.phases.find(({ start_date }) => start_date === periodOf(subscription).end);
  return next && itemsOfPhase(world, subscription, next);
}
