import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { decimalOf } from "./decimalOf.ts";
import { amend, create } from "./keep.ts";
import { refuse } from "./refuse.ts";

export interface NewPrice {
  readonly product: string;
  readonly currency: string;
  readonly unitAmountCents: number;
  readonly recurring?:
    | { interval: string; intervalCount: number; trialPeriodDays: number | null }
    | undefined;
  readonly active?: boolean | undefined;
  readonly nickname?: string | undefined;
  readonly lookupKey?: string | undefined;
  readonly transferLookupKey?: boolean | undefined;
  readonly metadata?: Stripe.Metadata | undefined;
}

/** Makes a lookup key free for a price, or refuses: at any time one active price has it. https://docs.stripe.com/api/prices/create */
export function freeLookupKey(
  world: StripeWorld,
  lookupKey: string,
  { transfer, besides }: { transfer: boolean; besides?: string },
): void {
  const holder = world.store
    .list("price")
    .find((price) => price.lookup_key === lookupKey && price.id !== besides);
  if (!holder) return;
  if (!transfer)
    refuse(
      `A price (\`${holder.id}\`) already uses that lookup key. To transfer it to this price, pass \`transfer_lookup_key=true\`.`,
      { param: "lookup_key" },
    );
  amend(world, "price", holder.id, { lookup_key: null }, "price.updated");
}

export function createPrice(world: StripeWorld, given: NewPrice): Stripe.Price {
  world.store.get("product", given.product, "product");
  if (given.lookupKey)
    freeLookupKey(world, given.lookupKey, { transfer: given.transferLookupKey ?? false });
  return create(
    world,
    "price",
    {
      id: world.newId("price"),
      object: "price",
      active: given.active ?? true,
      billing_scheme: "per_unit",
      created: world.now(),
      currency: given.currency,
      custom_unit_amount: null,
      livemode: false,
      lookup_key: given.lookupKey ?? null,
      metadata: given.metadata ?? {},
      nickname: given.nickname ?? null,
      product: given.product,
      recurring: given.recurring
        ? {
            interval: given.recurring.interval,
            interval_count: given.recurring.intervalCount,
            meter: null,
            trial_period_days: given.recurring.trialPeriodDays,
            usage_type: "licensed",
          }
        : null,
      tax_behavior: "unspecified",
      tiers_mode: null,
      transform_quantity: null,
      type: given.recurring ? "recurring" : "one_time",
      unit_amount: given.unitAmountCents,
      unit_amount_decimal: decimalOf(given.unitAmountCents),
    },
    "price.created",
  );
}
