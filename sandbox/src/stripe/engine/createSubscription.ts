import type Stripe from "stripe";
import type { StripeError } from "../StripeError.ts";
import type { StripeWorld } from "../StripeWorld.ts";
import { amountsDue } from "./amountsDue.ts";
import { buildItem, buildSubscription, type Period } from "./buildSubscription.ts";
import { changeCancellation, type Cancellation } from "./changeCancellation.ts";
import { type Interval, turnAfter, turnBefore, turnOf } from "./cycle.ts";
import { draftInvoice, noteDebits } from "./draftInvoice.ts";
import { finalizeInvoice } from "./finalizeInvoice.ts";
import { writeItemNote } from "./itemNote.ts";
import { amend, keep } from "./keep.ts";
import { type LineDraft } from "./LineDraft.ts";
import { lineOfItem } from "./lineOfItem.ts";
import { linesOfPending } from "./pendingItems.ts";
import { payInvoice } from "./payInvoice.ts";
import { readDefaultPaymentMethod } from "./readDefaultPaymentMethod.ts";
import { recurringOf } from "./recurringOf.ts";
import { refuse } from "./refuse.ts";
import { noticeTrialEnd, TRIAL_NOTICE_SECONDS } from "./trialNotice.ts";

export interface NewItem {
  readonly price: string;
  readonly quantity?: number | undefined;
  readonly metadata?: Stripe.Metadata | undefined;
}

export interface NewSubscription {
  readonly customer: string;
  readonly items: readonly NewItem[];
  readonly billingMode?: "classic" | "flexible" | undefined;
  readonly prorationDiscounts?: "included" | "itemized" | undefined;
  readonly paymentBehavior?:
    | "allow_incomplete"
    | "default_incomplete"
    | "error_if_incomplete"
    | undefined;
  readonly defaultPaymentMethod?: string | undefined;
  readonly savePaymentMethod?: "off" | "on_subscription" | undefined;
  /** In Unix seconds. */
  readonly trialEnd?: number | undefined;
  readonly missingPaymentMethod?: "cancel" | "create_invoice" | "pause" | undefined;
  readonly billingCycleAnchor?: number | undefined;
  readonly prorationBehavior?: "create_prorations" | "none" | undefined;
  readonly description?: string | undefined;
  readonly metadata?: Stripe.Metadata | undefined;
  readonly cancellation?: Cancellation | undefined;
  readonly offSession?: boolean | undefined;
  /** The holder has proved themselves already, on a page of this stand-in. */
  readonly authenticated?: boolean | undefined;
}

/** A new subscription, and the refusal of its card's bank: the subscription is `incomplete` then. */
export interface CreatedSubscription {
  readonly subscription: Stripe.Subscription;
  readonly invoice: Stripe.Invoice;
  readonly intent?: Stripe.PaymentIntent;
  readonly error?: StripeError;
}

/**
 * Begins a subscription with its first invoice, finalized and paid as `paymentBehavior` says.
 * https://docs.stripe.com/api/subscriptions/create
 * @throws StripeError 400 for what cannot be sold, 402 where it must not stay incomplete
 */
export function createSubscription(
  world: StripeWorld,
  given: NewSubscription,
): CreatedSubscription {
  const { customer } = given;
  const { balance, currency: ownCurrency } = world.store.get("customer", customer, "customer");
  const prices = readPrices(world, given.items, ownCurrency ?? null);
  if (!ownCurrency)
    amend(world, "customer", customer, { currency: prices.currency }, "customer.updated");
  const now = world.now(customer);
  const id = world.newId("sub");
  const { anchor, period, full } = firstPeriod(given, prices.interval, now);
  const items = prices.list.map((item) => buildItem(world, id, item, period, now));
  for (const item of items) writeItemNote(world, item.id, { subscription: id, debit: null });
  const trial = given.trialEnd !== undefined;
  const stub = full.end - full.start !== period.end - period.start;
  const billed = trial || !stub || given.prorationBehavior !== "none";
  const pending = linesOfPending(world, customer, null);
  const lines: LineDraft[] = [
    ...pending,
    ...(billed ? items.map((item) => lineOfItem(world, item, period, { trial, full })) : []),
  ];
  const total = lines.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const { dueCents } = amountsDue(total, balance);
  const invoiceId = world.newId("in");
  const subscription = keep(
    world,
    "subscription",
    buildSubscription(world, {
      id,
      customer,
      currency: prices.currency,
      items,
      anchor,
      billingMode: given.billingMode ?? "flexible",
      prorationDiscounts: given.prorationDiscounts ?? "included",
      status: trial ? "trialing" : dueCents > 0 ? "incomplete" : "active",
      trialEnd: given.trialEnd ?? null,
      missingPaymentMethod: given.missingPaymentMethod ?? "create_invoice",
      defaultPaymentMethod: given.defaultPaymentMethod ?? null,
      savePaymentMethod: given.savePaymentMethod ?? "off",
      description: given.description ?? null,
      metadata: given.metadata ?? {},
      latestInvoice: invoiceId,
    }),
  );
  if (given.cancellation)
    keep(world, "subscription", {
      ...subscription,
      ...changeCancellation(subscription, given.cancellation, now),
    });
  const needsCard = dueCents > 0 && given.paymentBehavior !== "default_incomplete";
  if (needsCard && !readDefaultPaymentMethod(world, customer, subscription))
    refuse(
      "This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.",
      { code: "resource_missing" },
    );
  world.emit("customer.subscription.created", world.store.get("subscription", id));
  const draft = draftInvoice(world, {
    id: invoiceId,
    customer,
    currency: prices.currency,
    reason: "subscription_create",
    subscription,
    lines,
    period: { start: now, end: now },
    autoAdvance: false,
    finalizesAt: null,
  });
  noteDebits(world, draft);
  if (trial && period.end - now <= TRIAL_NOTICE_SECONDS) noticeTrialEnd(world, id);
  const invoice = finalizeInvoice(world, draft.id);
  if (!needsCard) return { subscription: world.store.get("subscription", id), invoice };
  const paid = payInvoice(world, invoice.id, {
    offSession: given.offSession ?? false,
    authenticated: given.authenticated,
  });
  const unpaid = paid.invoice.status !== "paid";
  if (unpaid && given.paymentBehavior === "error_if_incomplete") throw paid.error ?? needsAction();
  return { ...paid, subscription: world.store.get("subscription", id) };
}

function needsAction(): never {
  refuse(
    "The payment attempt requires an action by the customer before it can be completed, so the subscription cannot be created or updated.",
    { code: "subscription_payment_intent_requires_action", status: 402 },
  );
}

function firstPeriod(
  given: NewSubscription,
  interval: Interval,
  now: number,
): { anchor: number; period: Period; full: Period } {
  if (given.trialEnd !== undefined) {
    if (given.trialEnd <= now)
      refuse("Invalid timestamp: must be an integer Unix timestamp in the future.", {
        param: "trial_end",
      });
    const period = { start: now, end: given.trialEnd };
    return { anchor: given.billingCycleAnchor ?? given.trialEnd, period, full: period };
  }
  const anchor = given.billingCycleAnchor ?? now;
  if (anchor < now)
    refuse("billing_cycle_anchor cannot be in the past for a new subscription.", {
      param: "billing_cycle_anchor",
    });
  if (anchor > turnOf(now, interval, 1))
    refuse("billing_cycle_anchor cannot be later than next natural billing date for plan.", {
      param: "billing_cycle_anchor",
    });
  const end = turnAfter(anchor, interval, now);
  const period = { start: now, end };
  const full = anchor === now ? period : { start: turnBefore(anchor, interval, now), end };
  return { anchor, period, full };
}

/** The prices of a subscription's items, all of one currency and interval. @throws StripeError 400 */
export function readPrices(
  world: StripeWorld,
  items: readonly NewItem[],
  ownCurrency: string | null,
) {
  const list = items.map(({ price, quantity = 1, metadata }, index) => ({
    price: world.store.get("price", price, `items[${index}][price]`),
    quantity,
    metadata,
  }));
  const [first] = list;
  if (!first)
    refuse("Missing required param: items.", { code: "parameter_missing", param: "items" });
  const { currency } = first.price;
  const interval = recurringOf(first.price);
  const seen = new Set<string>();
  for (const { price } of list) {
    const recurring = recurringOf(price);
    if (price.currency !== currency || (ownCurrency && ownCurrency !== currency))
      refuse(
        `You cannot combine currencies on a single customer. This customer has an active subscription, subscription schedule, discount, quote, or invoice item with currency ${ownCurrency ?? currency}.`,
        { param: "items" },
      );
    if (
      recurring.interval !== interval.interval ||
      recurring.interval_count !== interval.interval_count
    )
      refuse("The sandbox does not simulate subscriptions of mixed intervals.", {
        code: "sandbox_not_simulated",
        param: "items",
      });
    if (seen.has(price.id))
      refuse(`Cannot add multiple subscription items with the same plan: ${price.id}`, {
        param: "items",
      });
    seen.add(price.id);
  }
  return { list, currency, interval };
}
