import type Stripe from "stripe";
import { z } from "zod";
import { readItemNote } from "../engine/itemNote.ts";
import { refuse } from "../engine/refuse.ts";
import { updateSubscription } from "../engine/updateSubscription.ts";
import { flag, metadata, text, timestamp, unsimulated } from "../http/formParams.ts";
import { pageParams } from "../http/listPage.ts";
import { route, type StripeRoute } from "../StripeRoute.ts";
import type { StripeWorld } from "../StripeWorld.ts";
import { billingChangeOf, prorationBehavior, quantity } from "./subscriptionParams.ts";

const paymentBehavior = z.enum([
  "allow_incomplete",
  "default_incomplete",
  "error_if_incomplete",
  "pending_if_incomplete",
]);

const common = {
  payment_behavior: paymentBehavior.optional(),
  proration_behavior: prorationBehavior.optional(),
  proration_date: timestamp().optional(),
};

const itemParams = {
  ...common,
  price: text().optional(),
  quantity: quantity.optional(),
  metadata: metadata.optional(),
  billing_thresholds: unsimulated,
  current_trial: unsimulated,
  discounts: unsimulated,
  plan: unsimulated,
  price_data: unsimulated,
  tax_rates: unsimulated,
};

/** https://docs.stripe.com/api/subscription_items: each is a change of its subscription. */
export const subscriptionItemRoutes: readonly StripeRoute[] = [
  route(
    "POST",
    "/v1/subscription_items",
    z.strictObject({ ...itemParams, subscription: text() }),
    (world, { subscription, ...params }) => {
      const known = new Set(
        world.store
          .get("subscription", subscription, "subscription")
          .items.data.map(({ id }) => id),
      );
      const after = change(world, subscription, {}, params);
      const data = after.pending_update?.subscription_items ?? after.items.data;
      const added = data.find(({ id }) => !known.has(id));
      if (!added) throw new Error("the new item is not there");
      return added;
    },
  ),
  route(
    "GET",
    "/v1/subscription_items",
    z.strictObject({ ...pageParams, subscription: text() }),
    (world, { subscription, limit }) => {
      const { items } = world.store.get("subscription", subscription, "subscription");
      return {
        ...items,
        data: items.data.slice(0, limit),
        has_more: items.data.length > limit,
        url: "/v1/subscription_items",
      };
    },
  ),
  route("GET", "/v1/subscription_items/:id", z.strictObject({}), (world, _params, { id = "" }) =>
    findItem(world, id),
  ),
  route(
    "POST",
    "/v1/subscription_items/:id",
    z.strictObject({ ...itemParams, off_session: flag().optional() }),
    (world, params, { id = "" }) => {
      const { subscription } = findItem(world, id);
      change(world, subscription, { id }, params);
      return findItem(world, id);
    },
  ),
  route(
    "DELETE",
    "/v1/subscription_items/:id",
    z.strictObject({ ...common, clear_usage: unsimulated }),
    (world, params, { id = "" }) => {
      const { subscription } = findItem(world, id);
      change(world, subscription, { id, deleted: true }, params);
      return { id, object: "subscription_item", deleted: true };
    },
  ),
];

function findItem(world: StripeWorld, id: string): Stripe.SubscriptionItem {
  const note = readItemNote(world, id);
  const item =
    note &&
    world.store
      .get("subscription", note.subscription)
      .items.data.find((candidate) => candidate.id === id);
  return (
    item ??
    refuse(`No such subscription_item: '${id}'`, {
      code: "resource_missing",
      param: "id",
      status: 404,
    })
  );
}

function change(
  world: StripeWorld,
  subscription: string,
  item: { id?: string; deleted?: boolean },
  params: {
    price?: string | undefined;
    quantity?: number | undefined;
    metadata?: "" | Record<string, string> | undefined;
    payment_behavior?: z.infer<typeof paymentBehavior> | undefined;
    proration_behavior?: z.infer<typeof prorationBehavior> | undefined;
    proration_date?: number | undefined;
    off_session?: boolean | undefined;
  },
): Stripe.Subscription {
  const { price, quantity: count, metadata: pairs } = params;
  if (params.payment_behavior === "pending_if_incomplete" && pairs !== undefined)
    refuse(
      "The following arguments are not supported with `payment_behavior=pending_if_incomplete`: metadata. See https://stripe.com/docs/billing/subscriptions/pending-updates-reference#supported-attributes",
      { param: "metadata" },
    );
  return updateSubscription(world, subscription, {
    ...billingChangeOf({
      ...params,
      items: [{ ...item, price, quantity: count, metadata: pairs }],
    }),
    paymentBehavior: params.payment_behavior,
    offSession: params.off_session,
  });
}
