import { releaseSchedule } from "../clients/stripe/releaseSchedule.ts";
import type { Env } from "../env.ts";
import { forgetBegun, type Store } from "./changeStore.ts";
import { readCurrent } from "./readCurrent.ts";

/** Takes back what a subscription was to become at the period's end; where nothing was, nothing happens. */
export async function dropSchedule(env: Env, store: Store, organizationId: string): Promise<void> {
  const { schedule } = await readCurrent(env, organizationId);
  await forgetBegun(store);
  if (schedule !== null) await releaseSchedule(env, schedule.id);
}
