import type { Change, ChangeOutcome } from "#shared/billing";
import type { Usage } from "#shared/entitlement";
import { AppError, type ErrorCode } from "#shared/errors";
import { readMoment } from "../clients/stripe/readMoment.ts";
import { readPayment } from "../clients/stripe/readPayment.ts";
import { scheduleItems } from "../clients/stripe/scheduleItems.ts";
import type { StripeSubscription } from "../clients/stripe/truth.ts";
import { updateItems } from "../clients/stripe/updateItems.ts";
import { voidInvoice } from "../clients/stripe/voidInvoice.ts";
import type { Env } from "../env.ts";
import type { BegunChange } from "./BegunChange.ts";
import { forgetBegun, keepBegun, readBegun, type Store } from "./changeStore.ts";
import { clearTheWay } from "./clearTheWay.ts";
import { isHolding, itemsOf } from "./itemsOf.ts";
import { nextItems } from "./nextItems.ts";
import { periodOf } from "./periodOf.ts";
import { planChange } from "./planChange.ts";
import { isAsBefore, putBack } from "./putBack.ts";
import { readOffer } from "./readOffer.ts";
import { readCurrent } from "./readCurrent.ts";
import { refuseTime } from "./refuseTime.ts";
import { toCurrent } from "./toCurrent.ts";
import { versionOf } from "./versionOf.ts";

/** What somebody asks for, with what their organisation uses. */
export interface ChangeWork {
  readonly organizationId: string;
  readonly change: Change;
  readonly usage: Usage;
}

export type ChangeResult = Pick<ChangeOutcome, "outcome" | "url">;

/** A preview is good for so long (seconds): what it showed is what is taken. */
const PREVIEW_LASTS_S = 30 * 60;
/** How far Stripe's clock may be behind ours (seconds). */
const CLOCKS_DIFFER_S = 60;
/** What nobody has brought to its end after so long is looked at again (ms). */
const LOOK_AGAIN_MS = 2 * 60_000;

/**
 * Changes a subscription, step by step, each of which may be repeated: the same request goes on where it was, and Stripe
 * does nothing twice under its key. To be called in the organisation's turn (BillingAccount) alone.
 * @throws AppError `conflict` where the subscription or the time is not the preview's any more; `exceeds_plan`;
 * `payment_declined` with Stripe's words: then nothing has changed
 */
export async function makeChange(env: Env, store: Store, work: ChangeWork): Promise<ChangeResult> {
  const known = await readBegun(store);
  const subscription = await readCurrent(env, work.organizationId);
  const isKnown = known !== null && isSame(known, work);
  if (isKnown && known.result !== null) return answerAgain(known.result);
  const begun = isKnown ? known : await beginChange(env, store, work, subscription, known);
  try {
    const result = await goOn(env, store, begun, subscription);
    await keepBegun(store, { ...begun, state: "ended", result });
    if (result.outcome !== "payment" || begun.restore === null) await store.deleteAlarm();
    return result;
  } catch (error) {
    // Anything else is unknown: the same request finds out.
    if (!(error instanceof AppError) || !NOTHING_CHANGED.includes(error.code)) throw error;
    await putBack(env, await readCurrent(env, work.organizationId), begun);
    const result = { refused: error.code, message: error.message };
    await keepBegun(store, { ...begun, state: "ended", result });
    await store.deleteAlarm();
    throw error;
  }
}

/** With these a change has come to nothing. */
const NOTHING_CHANGED: readonly ErrorCode[] = ["payment_declined", "conflict"];

function isSame(begun: BegunChange, { change }: ChangeWork): boolean {
  if (begun.id !== change.id) return false;
  const { wish, when, prorationDate } = begun;
  if (
    JSON.stringify([wish, when, prorationDate]) !==
    JSON.stringify([change.wish, change.when, change.prorationDate])
  )
    throw new AppError("conflict", "This request was sent before, for something else.");
  return true;
}

function answerAgain(result: NonNullable<BegunChange["result"]>): ChangeResult {
  if ("refused" in result) throw new AppError(result.refused, result.message);
  return result;
}

/** Checks a change and writes down what will be done, before Stripe hears of it. */
async function beginChange(
  env: Env,
  store: Store,
  { organizationId, change, usage }: ChangeWork,
  subscription: StripeSubscription,
  last: BegunChange | null,
): Promise<BegunChange> {
  if (change.version !== (await versionOf(subscription))) throw new AppError("conflict");
  const plan = planChange(toCurrent(subscription), change.wish, await readOffer(env), usage);
  refuseTime(plan, change.when, subscription);
  if (plan.excess.length > 0)
    throw new AppError("exceeds_plan", undefined, {
      fields: plan.excess.map(({ what, used, allowed }) => ({
        path: what,
        message: `${used} in use, ${allowed} allowed`,
      })),
    });
  const period = periodOf(subscription);
  const now = await readMoment(env, subscription.test_clock);
  const { prorationDate } = change;
  if (
    prorationDate < Math.max(now - PREVIEW_LASTS_S, period.start) ||
    prorationDate >= Math.min(now + CLOCKS_DIFFER_S, period.end)
  )
    throw new AppError("conflict", "What was shown is too old. Please look at it again.");

  const isDirect = change.when === "now" && plan.items.length > 0;
  // What the last one took away and has not given back is taken away by this one.
  const taken = last !== null && isAsBefore(subscription, last) ? last.restore : null;
  const restore = isDirect ? (nextItems(subscription) ?? taken) : null;
  await forgetBegun(store);
  const begun = await keepBegun(store, {
    id: change.id,
    organizationId,
    wish: change.wish,
    when: change.when,
    prorationDate,
    subscription: subscription.id,
    periodEnd: period.end,
    items: [...plan.items],
    has: [...itemsOf(subscription)],
    wanted: [...plan.wanted],
    restore,
    state: "begun",
    result: null,
  });
  if (isDirect) await store.setAlarm(Date.now() + LOOK_AGAIN_MS);
  return begun;
}

async function goOn(
  env: Env,
  store: Store,
  begun: BegunChange,
  subscription: StripeSubscription,
): Promise<ChangeResult> {
  const key = `change:${begun.organizationId}:${begun.id}`;
  const isDirect = begun.when === "now" || begun.items.length === 0;
  if (begun.state === "begun") {
    await clearTheWay(env, subscription, { keepsSchedule: !isDirect });
    await keepBegun(store, { ...begun, state: "cleared" });
  }
  if (begun.items.length === 0) return { outcome: "done", url: null };
  if (!isDirect) {
    await scheduleItems(
      env,
      { id: subscription.id, schedule: subscription.schedule?.id ?? null },
      { has: begun.has, wanted: begun.wanted, periodEnd: begun.periodEnd, idempotencyKey: key },
    );
    return { outcome: "scheduled", url: null };
  }
  await updateItems(env, subscription.id, begun.items, {
    prorationDate: begun.prorationDate,
    idempotencyKey: key,
  });
  return howItWent(env, store, begun);
}

/** Reads from the subscription itself whether the change counts. */
async function howItWent(env: Env, store: Store, begun: BegunChange): Promise<ChangeResult> {
  const after = await readCurrent(env, begun.organizationId);
  const { pending_update: pending, latest_invoice: invoice } = after;
  if (pending === null || invoice === null) {
    if (isHolding(after, begun.wanted)) return { outcome: "done", url: null };
    throw new AppError("payment_declined");
  }
  const payment = await readPayment(env, invoice);
  if (payment.state === "asked" && payment.url !== null) {
    // Where nobody pays, what was to come at the period's end comes after all.
    if (begun.restore !== null) await store.setAlarm(pending.expires_at * 1_000 + LOOK_AGAIN_MS);
    return { outcome: "payment", url: payment.url };
  }
  if (payment.state === "ended") throw new AppError("unavailable");
  await voidInvoice(env, invoice);
  throw new AppError(
    "payment_declined",
    payment.state === "declined" ? (payment.message ?? undefined) : undefined,
  );
}
