import { type Allowance, type Excess, excessOver, type Usage } from "#shared/entitlement";
import type { ChangePreview, ChangeTime, Wish } from "#shared/billing";
import { AppError } from "#shared/errors";
import { type Catalogue, type Plan, planOf } from "#shared/plans";
import { simMix } from "#shared/simMix";
import type { ItemChange, WantedItem } from "../clients/stripe/ItemChange.ts";
import { wishedPlan } from "./wishedPlan.ts";

/** What an item of a subscription is: its plan, SIM lines, or something that a change of plan leaves alone. */
export type ItemKind = "plan" | "simSingle" | "simBundle" | "other";

/** An item of a subscription at the price it was bought for, which may be an older one than the catalogue's. */
export interface Item {
  readonly id: string;
  readonly kind: ItemKind;
  readonly priceId: string;
  /** A month of one. */
  readonly amountCents: number;
  /** SIM lines that one of it holds. */
  readonly lines: number;
  readonly quantity: number;
}

/** Of a subscription, what a change of it is planned from. */
export interface Current {
  readonly planId: string;
  readonly status: string;
  readonly seats: number | null;
  readonly extraSimLines: number;
  readonly items: readonly Item[];
}

/** A change as it would be made. */
export interface ChangePlan {
  readonly direction: ChangePreview["direction"];
  /** When it can begin, the ordinary time first; none where nothing changes. */
  readonly times: readonly ChangeTime[];
  /** The items that change, and no others. */
  readonly items: readonly ItemChange[];
  /** All items as they are then. */
  readonly wanted: readonly WantedItem[];
  /** A month of them, before credits and taxes. */
  readonly monthlyCents: number;
  readonly simSingles: number;
  readonly simBundles: number;
  /** What is used beyond limits that the change lowers. */
  readonly excess: readonly Excess[];
}

/** What is planned with. */
export interface Offer {
  readonly catalogue: Catalogue;
  /** Stripe's prices by their lookup keys. */
  readonly prices: ReadonlyMap<string, string>;
}

/**
 * Plans how a subscription becomes what is wished. It goes up when a month of it costs more afterwards, else down: so a
 * change that gives more of one thing and less of another is decided by the sum. Up begins at once; down when what is
 * paid for has ended, or at once with a credit. What is already bought stays at the price it was bought for.
 * @throws AppError where the wish cannot be had, or the subscription not be changed
 */
export function planChange(current: Current, wish: Wish, offer: Offer, usage: Usage): ChangePlan {
  refuseUnchangeable(current.status);
  const plan = wishedPlan(wish, offer.catalogue);
  const { catalogue, prices } = offer;
  const single = current.items.find((item) => item.kind === "simSingle");
  const bundle = current.items.find((item) => item.kind === "simBundle");
  const mix = simMix(wish.extraSimLines, {
    single: single ?? catalogue.sim.single,
    bundle: bundle ?? catalogue.sim.bundle,
  });

  const wanted = new Map<ItemKind, Part>([
    ["plan", { ...plan.price, quantity: wish.seats ?? 1, isNew: plan.id !== current.planId }],
    ["simSingle", { ...catalogue.sim.single, quantity: mix.singles, isNew: false }],
    ["simBundle", { ...catalogue.sim.bundle, quantity: mix.bundles, isNew: false }],
  ]);
  const after = current.items.map((item) => changed(item, wanted, prices));
  for (const part of wanted.values()) {
    if (part.quantity > 0) after.push(added(part, prices));
  }
  const items = after.flatMap((item) => (item.change === null ? [] : [item.change]));
  const kept = after.filter((item) => item.quantity > 0);
  const monthlyCents = sumOf(kept);
  const direction =
    items.length === 0 ? "none" : monthlyCents > sumOf(current.items) ? "up" : "down";
  const limits = limitsOf(plan, wish.seats, mix.lines);
  const before = limitsOf(planOf(catalogue, current.planId), current.seats, current.extraSimLines);
  return {
    direction,
    times: TIMES[direction],
    items,
    wanted: kept.map(({ priceId: price, quantity }) => ({ price, quantity })),
    monthlyCents,
    simSingles: mix.singles,
    simBundles: mix.bundles,
    excess: excessOver(usage, limits).filter(({ what }) => isLess(limits[what], before[what])),
  };
}

const TIMES: Readonly<Record<ChangePlan["direction"], readonly ChangeTime[]>> = {
  up: ["now"],
  down: ["period_end", "now"],
  none: [],
};

/** Something wished, until an item has taken it up. */
interface Part {
  readonly lookupKey: string;
  readonly amountCents: number;
  readonly quantity: number;
  /** Whether it is bought anew, so that today's price counts. */
  readonly isNew: boolean;
}

interface AfterItem {
  readonly priceId: string;
  readonly amountCents: number;
  readonly quantity: number;
  readonly change: ItemChange | null;
}

/** An item as it is to be; takes its part out of what is wished, so that a second item of the kind goes. */
function changed(item: Item, wanted: Map<ItemKind, Part>, prices: Offer["prices"]): AfterItem {
  if (item.kind === "other") return { ...item, change: null };
  const part = wanted.get(item.kind);
  wanted.delete(item.kind);
  const { id } = item;
  if (part === undefined || part.quantity === 0)
    return { ...item, quantity: 0, change: { id, deleted: true } };
  const { quantity, amountCents } = part;
  if (part.isNew) {
    const price = priceOf(part, prices);
    return { priceId: price, amountCents, quantity, change: { id, price, quantity } };
  }
  return { ...item, quantity, change: quantity === item.quantity ? null : { id, quantity } };
}

function added(part: Part, prices: Offer["prices"]): AfterItem {
  const { amountCents, quantity } = part;
  const price = priceOf(part, prices);
  return { priceId: price, amountCents, quantity, change: { price, quantity } };
}

function priceOf({ lookupKey }: Part, prices: Offer["prices"]): string {
  const price = prices.get(lookupKey);
  if (price === undefined) throw new AppError("unavailable", undefined, { cause: lookupKey });
  return price;
}

function sumOf(items: readonly Pick<Item, "amountCents" | "quantity">[]): number {
  return items.reduce((sum, { amountCents, quantity }) => sum + amountCents * quantity, 0);
}

type Limits = Pick<Allowance, "seats" | "simLines" | "lists">;

function limitsOf({ allows }: Plan, seats: number | null, extraSimLines: number): Limits {
  return {
    seats: seats ?? allows.seats,
    simLines: allows.simLines === null ? null : allows.simLines + extraSimLines,
    lists: allows.lists,
  };
}

function isLess(limit: number | null, than: number | null): boolean {
  return limit !== null && (than === null || limit < than);
}

function refuseUnchangeable(status: string): void {
  if (status === "active" || status === "trialing") return;
  if (status === "past_due" || status === "unpaid")
    throw new AppError("read_only", "A payment is overdue. Please pay the open invoice first.");
  throw new AppError("conflict", "There is no running subscription that could be changed.");
}
