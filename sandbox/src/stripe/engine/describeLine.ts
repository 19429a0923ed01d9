import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { productOf } from "./LineDraft.ts";

/** "2 × Team (at $49.00 / month)", as on Stripe's invoices. */
export function describePeriod(world: StripeWorld, price: Stripe.Price, quantity: number): string {
  const each = new Intl.NumberFormat("en-US", {
    style: "currency",
    currency: price.currency,
  }).format((price.unit_amount ?? 0) / 100);
  const { interval = "month", interval_count: count = 1 } = price.recurring ?? {};
  const every = count === 1 ? interval : `every ${count} ${interval}s`;
  return `${quantity} × ${nameOf(world, price)} (at ${each} / ${every})`;
}

export function describeTrial(world: StripeWorld, price: Stripe.Price, quantity: number): string {
  return `Trial period for ${withQuantity(nameOf(world, price), quantity)}`;
}

/** "Unused time on 2 × Team after 23 Nov 2026". */
export function describeProration(
  world: StripeWorld,
  kind: "Unused" | "Remaining",
  price: Stripe.Price,
  quantity: number,
  at: number,
): string {
  const day = new Intl.DateTimeFormat("en-GB", {
    day: "2-digit",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  }).format(at * 1000);
  return `${kind} time on ${withQuantity(nameOf(world, price), quantity)} after ${day}`;
}

function withQuantity(name: string, quantity: number): string {
  return quantity === 1 ? name : `${quantity} × ${name}`;
}

function nameOf(world: StripeWorld, price: Stripe.Price): string {
  return world.store.get("product", productOf(price)).name;
}
