import type { CustomerTruth, StripeSubscription } from "../clients/stripe/truth.ts";
import { contentOf, UnknownPrice } from "./contentOf.ts";
import { versionOf } from "./versionOf.ts";

/** Where a subscription does not end any more: https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses */
const ENDED: readonly string[] = ["canceled", "incomplete_expired"];

/** Whether it still is, or may become, something that is paid for. */
export function isLive({ status }: Pick<StripeSubscription, "status">): boolean {
  return !ENDED.includes(status) && status !== "incomplete";
}

/**
 * A subscription as the database keeps it.
 * @throws UnknownPrice
 */
export async function subscriptionRow(
  subscription: StripeSubscription,
  isCurrent: boolean,
  truth: CustomerTruth,
) {
  const { id, status, items, billing_mode: billingMode } = subscription;
  const content = contentOf(id, items.data);
  const [first] = items.data;
  if (first === undefined) throw new UnknownPrice(id, "it holds nothing");
  // The period stands on the items, all of one month: https://docs.stripe.com/changelog/basil/2025-03-31/deprecate-subscription-current-period-start-and-end
  const periodEnd = first.current_period_end;
  return {
    id,
    plan_id: content.planId,
    status,
    seats: content.seats,
    sim_singles: content.simSingles,
    sim_bundles: content.simBundles,
    extra_sim_lines: content.extraSimLines,
    monthly_cents: content.monthlyCents,
    current_period_start: isoOf(first.current_period_start),
    current_period_end: isoOf(periodEnd),
    cancel_at: isoOrNull(
      subscription.cancel_at ?? (subscription.cancel_at_period_end ? periodEnd : null),
    ),
    canceled_at: isoOrNull(subscription.canceled_at),
    ended_at: isoOrNull(subscription.ended_at),
    trial_ends_at: isoOrNull(subscription.trial_end),
    past_due_since: isoOrNull(pastDueSince(subscription, truth)),
    billing_mode: billingMode.type,
    schedule_id: subscription.schedule?.id ?? null,
    scheduled: scheduledOf(subscription, truth),
    pending_payment: pendingPayment(subscription, truth),
    version: await versionOf(subscription),
    is_current: isCurrent,
    created_at: isoOf(subscription.created),
  };
}
export type SubscriptionRow = Awaited<ReturnType<typeof subscriptionRow>>;

/** When the oldest of its invoices was due that was tried and is not paid (Unix seconds). */
function pastDueSince(subscription: StripeSubscription, { invoices }: CustomerTruth) {
  const { id, status, pending_update: pending, latest_invoice: latest } = subscription;
  if (status !== "past_due" && status !== "unpaid") return null;
  const due = invoices
    .filter(
      (invoice) =>
        // Given up by us, it still is what the status speaks of while it is the last.
        (invoice.status === "open" ||
          (invoice.status === "uncollectible" && invoice.id === latest)) &&
        (invoice.attempt_count > 0 || invoice.due_date !== null) &&
        invoice.parent?.subscription_details?.subscription === id &&
        // A change that waits for its payment lapses by itself: nothing is owed for it.
        !(pending !== null && invoice.id === latest),
    )
    .map((invoice) => invoice.due_date ?? invoice.status_transitions.finalized_at)
    .filter((at) => at !== null);
  if (due.length > 0) return Math.min(...due);
  // Given up, its invoices closed: what is unpaid is the period that runs.
  return status === "unpaid" ? (subscription.items.data[0]?.current_period_start ?? null) : null;
}

/** What it becomes when the phase that runs has ended. */
function scheduledOf({ id, schedule }: StripeSubscription, { prices }: CustomerTruth) {
  if (schedule === null || schedule.current_phase === null || schedule.status !== "active")
    return null;
  const { end_date: ends } = schedule.current_phase;
  const next = schedule.phases.find(({ start_date: starts }) => starts >= ends);
  if (next === undefined) return null;
  const { planId, seats, extraSimLines } = contentOf(
    id,
    next.items.map(({ price, quantity }) => {
      const whole = prices.get(price);
      if (whole === undefined) throw new UnknownPrice(id, `its next price ${price} is not there`);
      return { price: whole, quantity };
    }),
  );
  return { planId, seats, extraSimLines, at: isoOf(next.start_date) };
}

/** A change that counts once its invoice is paid: https://docs.stripe.com/billing/subscriptions/pending-updates */
function pendingPayment(
  { pending_update: pending, latest_invoice: latest }: StripeSubscription,
  { invoices }: CustomerTruth,
) {
  const invoice = invoices.find(({ id, status }) => id === latest && status === "open");
  if (pending === null || invoice?.hosted_invoice_url == null) return null;
  return { url: invoice.hosted_invoice_url, expiresAt: isoOf(pending.expires_at) };
}

/** A moment of Stripe's (Unix seconds) as the database reads it. */
export function isoOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}

/** The same where there may be none. */
export function isoOrNull(seconds: number | null): string | null {
  return seconds === null ? null : isoOf(seconds);
}
