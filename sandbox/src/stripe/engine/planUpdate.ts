import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { itemList, type Period } from "./buildSubscription.ts";
import { changeItems } from "./changeItems.ts";
import { turnOf } from "./cycle.ts";
import { idOf } from "./idOf.ts";
import type { LineDraft } from "./LineDraft.ts";
import { lineOfItem } from "./lineOfItem.ts";
import { type Proration, prorateItems } from "./prorateItems.ts";
import { recurringOf } from "./recurringOf.ts";
import { refuse } from "./refuse.ts";
import type { BillingChange } from "./SubscriptionChange.ts";

/** What a change does to a subscription and what it bills, before anything is written. */
export interface UpdatePlan {
  readonly changes: Partial<Stripe.Subscription>;
  readonly items: Stripe.SubscriptionItem[];
  readonly prorations: readonly Proration[];
  /** Of a period that begins now. */
  readonly fullLines: readonly LineDraft[];
  readonly prorationDate: number;
  /** Whether it is billed by an invoice of its own, now. */
  readonly invoicesNow: boolean;
}

/** The period that a subscription is in: all its items are in the same. */
export function periodOf({ items }: Pick<Stripe.Subscription, "items">): Period {
  const [item] = items.data;
  if (!item) throw new Error("a subscription without items");
  return { start: item.current_period_start, end: item.current_period_end };
}

/** https://docs.stripe.com/billing/subscriptions/prorations */
export function planUpdate(
  world: StripeWorld,
  subscription: Stripe.Subscription,
  change: BillingChange,
): UpdatePlan {
  const now = world.now(idOf(subscription.customer));
  const period = periodOf(subscription);
  const at = change.prorationDate ?? now;
  if (at < period.start || at > period.end)
    refuse(
      "Cannot specify a `proration_date` outside of the current billing period of the subscription.",
      { param: "proration_date" },
    );
  const before = subscription.items.data;
  const changed = changeItems(world, subscription, change.items ?? [], now);
  const trialing = subscription.status === "trialing";
  if (typeof change.trialEnd === "number")
    return extendTrial(subscription, changed, change.trialEnd, now);
  const resets =
    change.billingCycleAnchor === "now" ||
    (trialing && change.trialEnd === "now") ||
    intervalOf(before) !== intervalOf(changed);
  const { prorationBehavior = "create_prorations" } = change;
  const prorated = prorationBehavior !== "none" && !trialing;
  if (!resets) {
    const prorations = prorated
      ? prorateItems(world, subscription, changed, { at, every: false })
      : [];
    return {
      changes: { items: itemList(subscription.id, changed) },
      items: changed,
      prorations,
      fullLines: [],
      prorationDate: at,
      invoicesNow: prorationBehavior === "always_invoice" && prorations.length > 0,
    };
  }
  const [first] = changed;
  const start = now;
  const end = first ? turnOf(now, recurringOf(first.price, { active: false }), 1) : now;
  const items = changed.map((item) => withPeriod(item, { start, end }));
  return {
    changes: {
      billing_cycle_anchor: now,
      items: itemList(subscription.id, items),
      ...(trialing && { status: "active", trial_end: now }),
      ...(subscription.cancel_at_period_end && { cancel_at: end }),
    },
    items,
    prorations: prorated
      ? prorateItems(world, subscription, changed, { at, every: true }).filter(
          ({ kind }) => kind === "credit",
        )
      : [],
    fullLines: items.map((item) => lineOfItem(world, item, { start, end })),
    prorationDate: at,
    invoicesNow: true,
  };
}

/** An item in a period. */
export function withPeriod(
  item: Stripe.SubscriptionItem,
  { start, end }: Period,
): Stripe.SubscriptionItem {
  return { ...item, billed_until: end, current_period_start: start, current_period_end: end };
}

function extendTrial(
  subscription: Stripe.Subscription,
  changed: Stripe.SubscriptionItem[],
  trialEnd: number,
  now: number,
): UpdatePlan {
  if (trialEnd <= now)
    refuse("Invalid timestamp: must be an integer Unix timestamp in the future.", {
      param: "trial_end",
    });
  if (subscription.status !== "trialing")
    refuse("The sandbox does not simulate a trial that begins within a paid period.", {
      code: "sandbox_not_simulated",
      param: "trial_end",
    });
  const { start } = periodOf(subscription);
  const items = changed.map((item) => withPeriod(item, { start, end: trialEnd }));
  return {
    changes: {
      billing_cycle_anchor: trialEnd,
      items: itemList(subscription.id, items),
      trial_end: trialEnd,
      ...(subscription.cancel_at_period_end && { cancel_at: trialEnd }),
    },
    items,
    prorations: [],
    fullLines: [],
    prorationDate: now,
    invoicesNow: false,
  };
}

function intervalOf([item]: readonly Stripe.SubscriptionItem[]): string {
  const recurring = item?.price.recurring;
  return `${recurring?.interval_count} ${recurring?.interval}`;
}
