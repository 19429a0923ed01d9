import { readMeaning } from "../clients/stripe/priceMeaning.ts";
import type { StripeSubscription } from "../clients/stripe/truth.ts";
import { contentOf } from "./contentOf.ts";
import type { Current, Item } from "./planChange.ts";

/**
 * A subscription of Stripe's as a change of it is planned from.
 * @throws UnknownPrice
 */
export function toCurrent({ id, status, items }: StripeSubscription): Current {
  const { planId, seats, extraSimLines } = contentOf(id, items.data);
  return { planId, status, seats, extraSimLines, items: items.data.map(toItem) };
}

function toItem({ id, price, quantity }: StripeSubscription["items"]["data"][number]): Item {
  const meaning = readMeaning(price);
  const item = { id, priceId: price.id, amountCents: price.unit_amount ?? 0, quantity };
  if (meaning === null) return { ...item, kind: "other", lines: 0 };
  if ("plan" in meaning) return { ...item, kind: "plan", lines: 0 };
  const { addOn, lines } = meaning;
  const kind =
    addOn === "sim_single" ? "simSingle" : addOn === "sim_bundle" ? "simBundle" : "other";
  return { ...item, kind, lines };
}
