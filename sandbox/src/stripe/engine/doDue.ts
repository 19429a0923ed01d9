import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { collectDraft } from "./collectInvoice.ts";
import { endSubscription, expireIncomplete } from "./endSubscription.ts";
import { followGivenUp } from "./followInvoice.ts";
import { idOf } from "./idOf.ts";
import { amend } from "./keep.ts";
import { payInvoice } from "./payInvoice.ts";
import { dropPendingUpdate } from "./pendingUpdate.ts";
import { periodOf } from "./planUpdate.ts";
import { renewSubscription } from "./renewSubscription.ts";
import { beginPhase, phaseDueAt } from "./runSchedule.ts";
import { announceUpcoming, upcomingDueAt } from "./upcomingNotice.ts";
import { voidInvoice } from "./voidInvoice.ts";
import { noticeTrialEnd, readNoticedTrial, TRIAL_NOTICE_SECONDS } from "./trialNotice.ts";

/** How long a subscription waits for its first payment, or for that of its return: "If no payment is made … within 23 hours": https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses */
const UNPAID_SECONDS = 23 * 3600;

/** What the clock brings to a customer: when, and what is done then. */
interface Task {
  readonly at: number;
  readonly run: () => void;
}

/** When the next thing falls due for a customer, in Unix seconds; Infinity where nothing will. */
export function nextDueAt(world: StripeWorld, customer: string): number {
  return tasksOf(world, customer).reduce((soonest, { at }) => Math.min(soonest, at), Infinity);
}

/** Does the first of what is due by the customer's own clock. Answers whether there was any. */
export function doNextDue(world: StripeWorld, customer: string): boolean {
  const now = world.now(customer);
  const [task] = tasksOf(world, customer)
    .filter(({ at }) => at <= now)
    .toSorted((a, b) => a.at - b.at);
  task?.run();
  return task !== undefined;
}

/** In the order in which what falls due at the same second is done: a new phase comes before the new period. */
function tasksOf(world: StripeWorld, customer: string): Task[] {
  return [
    ...world.store.list("subscription_schedule", customer).map((schedule) => ({
      at: phaseDueAt(schedule),
      run: () => beginPhase(world, schedule),
    })),
    ...world.store
      .list("subscription", customer)
      .flatMap((subscription) => subscriptionTasks(world, subscription)),
    ...world.store.list("invoice", customer).flatMap((invoice) => invoiceTasks(world, invoice)),
  ];
}

function subscriptionTasks(world: StripeWorld, subscription: Stripe.Subscription): Task[] {
  const { id, status } = subscription;
  if (status === "canceled" || status === "incomplete_expired") return [];
  const tasks: Task[] = [];
  if (status === "incomplete")
    return [
      {
        at: subscription.created + UNPAID_SECONDS,
        run: () => expireIncomplete(world, subscription),
      },
    ];
  const { trial_end: trialEnd, pending_update: pending, pause_collection: pause } = subscription;
  if (status === "trialing" && trialEnd !== null && readNoticedTrial(world, id) !== trialEnd)
    tasks.push({ at: trialEnd - TRIAL_NOTICE_SECONDS, run: () => noticeTrialEnd(world, id) });
  const upcomingAt = upcomingDueAt(world, subscription);
  if (upcomingAt !== undefined)
    tasks.push({ at: upcomingAt, run: () => announceUpcoming(world, subscription) });
  if (pending)
    tasks.push({ at: pending.expires_at, run: () => dropPendingUpdate(world, subscription) });
  if (pause?.resumes_at)
    tasks.push({
      at: pause.resumes_at,
      run: () =>
        amend(
          world,
          "subscription",
          id,
          { pause_collection: null },
          "customer.subscription.updated",
        ),
    });
  if (subscription.cancel_at !== null)
    tasks.push({ at: subscription.cancel_at, run: () => endSubscription(world, id, {}) });
  if (status !== "paused")
    tasks.push({
      at: periodOf(subscription).end,
      run: () => renewSubscription(world, subscription),
    });
  const latest = status === "paused" ? idOf(subscription.latest_invoice) : null;
  const open = latest ? world.store.get("invoice", latest) : undefined;
  if (open?.status === "open")
    tasks.push({
      at: open.created + UNPAID_SECONDS,
      run: () => followGivenUp(world, voidInvoice(world, open)),
    });
  return tasks;
}

function invoiceTasks(world: StripeWorld, invoice: Stripe.Invoice): Task[] {
  const {
    status,
    automatically_finalizes_at: finalizesAt,
    next_payment_attempt: retryAt,
  } = invoice;
  if (status === "draft" && invoice.auto_advance && finalizesAt !== null)
    return [{ at: finalizesAt, run: () => collectDraft(world, invoice) }];
  if (status === "open" && invoice.auto_advance && retryAt !== null)
    return [
      {
        at: retryAt,
        run: () => {
          payInvoice(world, invoice.id, { offSession: true, automatic: true });
        },
      },
    ];
  return [];
}
