import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { amountsDue } from "./amountsDue.ts";
import { changeCancellation } from "./changeCancellation.ts";
import { draftInvoice, noteDebits } from "./draftInvoice.ts";
import { finalizeInvoice } from "./finalizeInvoice.ts";
import { idOf } from "./idOf.ts";
import { type Debit, readItemNote } from "./itemNote.ts";
import { amend, emitChange } from "./keep.ts";
import type { LineDraft } from "./LineDraft.ts";
import { mirrorInSchedule, refuseScheduled } from "./mirrorInSchedule.ts";
import { payInvoice } from "./payInvoice.ts";
import { createPendingItem, linesOfPending } from "./pendingItems.ts";
import {
  applyPlanned,
  dropPendingUpdate,
  type PlannedState,
  writeWaiting,
} from "./pendingUpdate.ts";
import { periodOf, planUpdate, type UpdatePlan } from "./planUpdate.ts";
import { readDefaultPaymentMethod } from "./readDefaultPaymentMethod.ts";
import { refuse } from "./refuse.ts";
import { noticeTrialEnd } from "./trialNotice.ts";
import type { SubscriptionChange } from "./SubscriptionChange.ts";

/** "23 hours from the time the update is made": https://docs.stripe.com/billing/subscriptions/pending-updates-reference */
const PENDING_SECONDS = 23 * 3600;

/**
 * Changes a subscription as https://docs.stripe.com/api/subscriptions/update says.
 * @throws StripeError 400 for what cannot be, 402 where it must not stay unpaid
 */
export function updateSubscription(
  world: StripeWorld,
  id: string,
  change: SubscriptionChange,
): Stripe.Subscription {
  const before = world.store.get("subscription", id);
  refuseEnded(before, change);
  refuseScheduled(before, change);
  const now = world.now(idOf(before.customer));
  const bills =
    change.items !== undefined ||
    change.billingCycleAnchor === "now" ||
    change.trialEnd !== undefined;
  if (bills) dropPendingUpdate(world, before, { silent: true });
  const plan = bills ? planUpdate(world, before, change) : undefined;
  const plain: Partial<Stripe.Subscription> = {
    ...change.plain,
    ...(change.cancellation &&
      changeCancellation(plan ? { ...before, ...plan.changes } : before, change.cancellation, now)),
  };
  if (!plan || !plan.invoicesNow) {
    const planned: PlannedState = {
      changes: { ...plan?.changes, ...plain },
      debits: plan ? keepProrations(world, before, plan) : {},
    };
    emitChange(world, "customer.subscription.updated", before, applyPlanned(world, id, planned));
  } else if (change.paymentBehavior === "pending_if_incomplete")
    invoiceThenApply(world, before, plan, change);
  else applyThenInvoice(world, before, plan, plain, change);
  if (change.trialEnd === "now" && before.status === "trialing") noticeTrialEnd(world, id);
  if (plan) mirrorInSchedule(world, id);
  return world.store.get("subscription", id);
}

function refuseEnded(subscription: Stripe.Subscription, change: SubscriptionChange): void {
  const { status } = subscription;
  const plain = new Set(Object.keys(change.plain ?? {}));
  plain.delete("metadata");
  const touches = change.items ?? change.trialEnd ?? change.billingCycleAnchor;
  if (status === "canceled" || status === "incomplete_expired") {
    plain.delete("cancellation_details");
    if (
      touches !== undefined ||
      plain.size > 0 ||
      change.cancellation?.atPeriodEnd !== undefined ||
      change.cancellation?.at !== undefined
    )
      refuse("A canceled subscription can only update its cancellation_details and metadata.", {
        code: "invalid_canceled_subscription_fields",
      });
  }
  if (status === "incomplete" && touches !== undefined)
    refuse(
      "This subscription cannot be updated because its first invoice has not been paid: its status is `incomplete`.",
    );
  if (status === "paused" && touches !== undefined)
    refuse("This subscription cannot be updated because it is paused. Resume it first.");
}

/** Keeps the prorations as pending invoice items; answers what each item was billed last. */
function keepProrations(
  world: StripeWorld,
  subscription: Stripe.Subscription,
  plan: UpdatePlan,
): Record<string, Debit | null> {
  const debits: Record<string, Debit | null> = Object.fromEntries(
    plan.items.map(({ id }) => [id, readItemNote(world, id)?.debit ?? null]),
  );
  for (const { kind, item, line } of plan.prorations) {
    const { invoiceItem } = createPendingItem(world, idOf(subscription.customer), line);
    debits[item] =
      kind === "credit"
        ? null
        : {
            amountCents: line.amountCents,
            start: line.period.start,
            end: line.period.end,
            invoice: null,
            line: null,
            invoiceItem,
          };
  }
  return debits;
}

/** The update counts whether or not its invoice gets paid. */
function applyThenInvoice(
  world: StripeWorld,
  before: Stripe.Subscription,
  plan: UpdatePlan,
  plain: Partial<Stripe.Subscription>,
  change: SubscriptionChange,
): void {
  const { lines, dueCents, debits } = prepare(world, before, plan);
  const waits = change.paymentBehavior === "default_incomplete" && dueCents > 0;
  if (dueCents > 0 && !waits) requireCard(world, before, plain);
  const invoiceId = world.newId("in");
  const after = applyPlanned(world, before.id, {
    changes: {
      ...plan.changes,
      ...plain,
      latest_invoice: invoiceId,
      ...(waits && before.status === "active" && { status: "past_due" }),
    },
    debits,
  });
  emitChange(world, "customer.subscription.updated", before, after);
  bill(world, before, plan, lines, invoiceId);
  noteDebits(world, world.store.get("invoice", invoiceId));
  finalizeInvoice(world, invoiceId);
  if (dueCents === 0 || waits) return;
  const paid = payInvoice(world, invoiceId, {
    offSession: change.offSession ?? false,
    automatic: change.paymentBehavior !== "error_if_incomplete",
  });
  if (paid.invoice.status !== "paid" && change.paymentBehavior === "error_if_incomplete")
    throw paid.error ?? needsAction();
}

function needsAction(): never {
  refuse(
    "The payment attempt requires an action by the customer before it can be completed, so the subscription cannot be created or updated.",
    { code: "subscription_payment_intent_requires_action", status: 402 },
  );
}

/** The update counts once its invoice is paid: https://docs.stripe.com/billing/subscriptions/pending-updates */
function invoiceThenApply(
  world: StripeWorld,
  before: Stripe.Subscription,
  plan: UpdatePlan,
  change: SubscriptionChange,
): void {
  const { lines, dueCents, debits } = prepare(world, before, plan);
  if (dueCents > 0) requireCard(world, before, {});
  const invoiceId = world.newId("in");
  const planned = { changes: { ...plan.changes, latest_invoice: invoiceId }, debits };
  writeWaiting(world, before.id, { invoice: invoiceId, planned });
  bill(world, before, plan, lines, invoiceId);
  finalizeInvoice(world, invoiceId);
  if (dueCents === 0) return;
  const { invoice } = payInvoice(world, invoiceId, {
    offSession: change.offSession ?? false,
    automatic: true,
  });
  if (invoice.status === "paid") return;
  const now = world.now(idOf(before.customer));
  const pending = amend(world, "subscription", before.id, {
    latest_invoice: invoiceId,
    pending_update: {
      billing_cycle_anchor: plan.changes.billing_cycle_anchor ?? null,
      cancel_at_period_end: null,
      discount: null,
      discounts: null,
      expires_at: Math.min(now + PENDING_SECONDS, periodOf(before).end),
      metadata: null,
      subscription_items: plan.items,
      trial_end: plan.changes.trial_end ?? null,
      trial_from_plan: null,
    },
  });
  emitChange(world, "customer.subscription.updated", before, pending);
}

/** The invoice's lines with all that waits for one, and what of them is to be paid. */
function prepare(world: StripeWorld, before: Stripe.Subscription, plan: UpdatePlan) {
  const customer = idOf(before.customer);
  const debits = keepProrations(world, before, plan);
  const lines = [...linesOfPending(world, customer, before.id), ...plan.fullLines];
  const total = lines.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const { dueCents } = amountsDue(total, world.store.get("customer", customer).balance);
  return { lines, dueCents, debits };
}

function bill(
  world: StripeWorld,
  before: Stripe.Subscription,
  plan: UpdatePlan,
  lines: readonly LineDraft[],
  id: string,
): void {
  const customer = idOf(before.customer);
  draftInvoice(world, {
    id,
    customer,
    currency: before.currency,
    reason: "subscription_update",
    subscription: before,
    prorationDate: plan.prorationDate,
    lines,
    period: { start: periodOf(before).start, end: world.now(customer) },
    autoAdvance: true,
    finalizesAt: null,
  });
}

function requireCard(
  world: StripeWorld,
  before: Stripe.Subscription,
  plain: Partial<Stripe.Subscription>,
): void {
  if (readDefaultPaymentMethod(world, idOf(before.customer), { ...before, ...plain })) return;
  refuse(
    "This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.",
    { code: "resource_missing" },
  );
}
