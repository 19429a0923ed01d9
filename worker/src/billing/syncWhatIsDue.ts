import { z } from "zod";
import { serviceDatabase } from "../clients/supabase/database.ts";
import { dataOf } from "../clients/supabase/rows.ts";
import type { Env } from "../env.ts";
import { unwrapAnswer } from "../http/rpcAnswer.ts";
import { accountOf } from "./accountOf.ts";

/** How many organisations are read at once: a few a minute, however many messages were lost. */
const MOST = 10;

/** Reads the organisations of which something must have come due at Stripe, in case its message was lost. */
export async function syncWhatIsDue(env: Env): Promise<void> {
  if (env.STRIPE_API_KEY === undefined) return;
  const due = dataOf(await serviceDatabase(env).rpc("organizations_to_sync", { most: MOST }));
  const readings = z
    .array(z.uuid())
    .parse(due)
    .map(async (id) => unwrapAnswer(await accountOf(env, id).sync(id, null)));
  for (const reading of await Promise.allSettled(readings))
    if (reading.status === "rejected") console.error("Reading Stripe by schedule:", reading.reason);
}
