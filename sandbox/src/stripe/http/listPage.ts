import type Stripe from "stripe";
import { z } from "zod";
import type { Kind, StripeObjects, StripeWorld } from "../StripeWorld.ts";
import { integer, text, timestamp } from "./formParams.ts";

/** The parameters of every list, to spread into its own: https://docs.stripe.com/api/pagination */
export const pageParams = {
  limit: integer({ min: 1, max: 100 }).default(10),
  starting_after: text().optional(),
  ending_before: text().optional(),
};

/** `created` as a moment or a range of them, both in seconds since 1970. */
export const createdParam = z.union([
  timestamp().transform((at) => ({ gte: at, lte: at })),
  z.strictObject({
    gt: timestamp().optional(),
    gte: timestamp().optional(),
    lt: timestamp().optional(),
    lte: timestamp().optional(),
  }),
]);

/** Whether a moment is in a range. */
export function isWithin(
  at: number,
  range: Readonly<{
    gt?: number | undefined;
    gte?: number | undefined;
    lt?: number | undefined;
    lte?: number | undefined;
  }> = {},
): boolean {
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range;
  return at > gt && at >= gte && at < lt && at <= lte;
}

interface Page {
  readonly limit: number;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
}

/** A page of what the world keeps, newest first. `customer` and `matches` narrow it. */
export function listPage<K extends Kind>(
  world: StripeWorld,
  kind: K,
  url: string,
  page: Page,
  narrow: {
    customer?: string | undefined;
    matches?: (object: StripeObjects[K]) => boolean;
  } = {},
): Stripe.ApiList<StripeObjects[K]> {
  const { customer, matches = () => true } = narrow;
  for (const param of ["starting_after", "ending_before"] as const) {
    const id = page[param];
    if (id !== undefined) world.store.get(kind, id, param);
  }
  const oldestFirst = page.ending_before !== undefined;
  const behind = page.ending_before ?? page.starting_after;
  const data: StripeObjects[K][] = [];
  let hasMore = false;
  for (const object of world.store.walk(kind, { customer, behind, oldestFirst })) {
    if (!matches(object)) continue;
    hasMore = data.length === page.limit;
    if (hasMore) break;
    data.push(object);
  }
  return { object: "list", data: oldestFirst ? data.toReversed() : data, has_more: hasMore, url };
}
