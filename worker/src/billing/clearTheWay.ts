import { releaseSchedule } from "../clients/stripe/releaseSchedule.ts";
import type { StripeSubscription } from "../clients/stripe/truth.ts";
import { voidInvoice } from "../clients/stripe/voidInvoice.ts";
import type { Env } from "../env.ts";

/**
 * Takes out of the way what would meet a change: one that waits for its payment is dropped, so that nobody pays twice,
 * and what was to come at the period's end is not to come any more.
 */
export async function clearTheWay(
  env: Env,
  { pending_update: pending, latest_invoice: invoice, schedule }: StripeSubscription,
  { keepsSchedule }: { readonly keepsSchedule: boolean },
): Promise<void> {
  if (pending !== null && invoice !== null) await voidInvoice(env, invoice);
  if (schedule !== null && !keepsSchedule) await releaseSchedule(env, schedule.id);
}
