import { AppError } from "#shared/errors";
import { endSubscription } from "../clients/stripe/endSubscription.ts";
import { listOpenInvoices } from "../clients/stripe/listOpenInvoices.ts";
import { setEnd } from "../clients/stripe/setEnd.ts";
import type { StripeSubscription } from "../clients/stripe/truth.ts";
import { voidInvoice } from "../clients/stripe/voidInvoice.ts";
import type { Env } from "../env.ts";
import { forgetBegun, type Store } from "./changeStore.ts";
import { clearTheWay } from "./clearTheWay.ts";
import { readCurrent } from "./readCurrent.ts";
import { isLive } from "./subscriptionRow.ts";

/**
 * Ends a subscription: with the period that is paid for; at once where none is, and then what was open for it is not to
 * be paid any more. May be repeated: what it left undone is done then.
 * @throws AppError `conflict` where there is nothing to end
 */
export async function endPlan(env: Env, store: Store, organizationId: string): Promise<void> {
  const subscription = await readCurrent(env, organizationId);
  const { id, status } = subscription;
  await forgetBegun(store);
  if (isLive(subscription)) await clearTheWay(env, subscription, { keepsSchedule: false });
  if (status === "active" || status === "trialing") {
    if (subscription.cancel_at === null) await setEnd(env, id);
    return;
  }
  if (status === "incomplete_expired" || (status === "canceled" && !wasAsked(subscription)))
    throw new AppError("conflict", "There is no running subscription to end.");
  // First the end: a subscription whose invoice is void counts as paid.
  if (status !== "canceled") await endSubscription(env, id);
  for (const invoice of await listOpenInvoices(env, id)) await voidInvoice(env, invoice);
}

/** Whether it was ended by its owner, and not for want of payment: then something of that may be left to do. */
function wasAsked({ cancellation_details: details }: StripeSubscription): boolean {
  return details?.reason === "cancellation_requested";
}
