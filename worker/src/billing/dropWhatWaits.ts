import { releaseSchedule } from "../clients/stripe/releaseSchedule.ts";
import { voidInvoice } from "../clients/stripe/voidInvoice.ts";
import type { Env } from "../env.ts";
import { forgetBegun, readBegun, type Store } from "./changeStore.ts";
import { putBack } from "./putBack.ts";
import { readCurrent } from "./readCurrent.ts";

/**
 * Takes back a change that has not come: one that waits for its payment, and then what it had taken away is scheduled
 * again; else what was to come at the period's end. Where nothing waits, nothing happens.
 */
export async function dropWhatWaits(env: Env, store: Store, organizationId: string): Promise<void> {
  const {
    pending_update: pending,
    latest_invoice: invoice,
    schedule,
  } = await readCurrent(env, organizationId);
  if (pending !== null && invoice !== null) {
    await voidInvoice(env, invoice);
    const begun = await readBegun(store);
    if (begun !== null) await putBack(env, await readCurrent(env, organizationId), begun);
  } else if (schedule !== null) await releaseSchedule(env, schedule.id);
  else return;
  await forgetBegun(store);
}
