import { type Entitlement, entitlementOf } from "#shared/entitlement";
import type { CustomerTruth, StripeSubscription } from "../clients/stripe/truth.ts";
import { UnknownPrice } from "./contentOf.ts";
import { invoiceRow } from "./invoiceRow.ts";
import { isLive, type SubscriptionRow, subscriptionRow } from "./subscriptionRow.ts";

/** Something that operators should know, once: `key` says what it is about. */
export interface BillingAlert {
  readonly key: string;
  readonly subject: string;
  readonly text: string;
}

/** What Stripe says of an organisation as the database keeps it (`apply_billing`). */
export interface BillingRows {
  readonly entitlement: Record<string, unknown>;
  readonly subscriptions: readonly SubscriptionRow[];
  readonly invoices: readonly ReturnType<typeof invoiceRow>[];
  readonly alerts: readonly BillingAlert[];
}

/**
 * What Stripe says as rows. Asks nobody and no clock.
 * @throws UnknownPrice where a subscription that has not ended holds what the catalogue does not
 */
export async function rowsOf(truth: CustomerTruth): Promise<BillingRows> {
  const current = currentOf(truth.subscriptions);
  const subscriptions: SubscriptionRow[] = [];
  for (const subscription of truth.subscriptions) {
    try {
      subscriptions.push(await subscriptionRow(subscription, subscription === current, truth));
    } catch (error) {
      // What has ended gives nothing, whatever it held.
      if (!(error instanceof UnknownPrice) || mayCount(subscription)) throw error;
    }
  }
  return {
    entitlement: columnsOf(entitlementOf(standingOf(subscriptions.find((row) => row.is_current)))),
    subscriptions,
    invoices: truth.invoices.map((invoice) => invoiceRow(invoice, truth.charges)),
    alerts: alertsOf(truth),
  };
}

/** The one that counts: of those that live the newest, else of those that may yet begin, else of all. */
export function currentOf(
  subscriptions: readonly StripeSubscription[],
): StripeSubscription | undefined {
  const newest = (some: readonly StripeSubscription[]) =>
    some.toSorted((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1))[0];
  return (
    newest(subscriptions.filter(isLive)) ??
    newest(subscriptions.filter(mayCount)) ??
    newest(subscriptions)
  );
}

const mayCount = (subscription: StripeSubscription) =>
  isLive(subscription) || subscription.status === "incomplete";

function standingOf(row: SubscriptionRow | undefined) {
  if (row === undefined) return null;
  return {
    planId: row.plan_id,
    status: row.status,
    seats: row.seats,
    extraSimLines: row.extra_sim_lines,
    pastDueSince: row.past_due_since,
  };
}

function columnsOf({ planId, seats, extraSimLines, graceEndsAt }: Entitlement) {
  return {
    plan_id: planId,
    seats,
    extra_sim_lines: extraSimLines,
    grace_ends_at: graceEndsAt,
  };
}

function alertsOf({ subscriptions, charges }: CustomerTruth): BillingAlert[] {
  const live = subscriptions.filter(isLive).map(({ id }) => id);
  const disputes = charges
    .filter(({ disputed }) => disputed)
    .map(({ id }) => ({
      key: `dispute:${id}`,
      subject: "A payment is disputed",
      text: `The payment ${id} is disputed. Stripe's dashboard says until when it can be answered.`,
    }));
  if (live.length < 2) return disputes;
  const several = {
    key: `several:${live.toSorted().join(",")}`,
    subject: "An organization pays for several subscriptions",
    text: `${live.join(", ")} live at once. The newest counts; end the others in Stripe's dashboard.`,
  };
  return [several, ...disputes];
}
