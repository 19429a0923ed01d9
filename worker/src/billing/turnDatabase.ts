import { type Database, serviceDatabase } from "../clients/supabase/database.ts";
import type { Env } from "../env.ts";

/** Whoever waits behind an organisation's turn waits no longer than that for each of its requests. */
const TIMEOUT_MS = 15_000;

/** The service's database for what is done in an organisation's turn (BillingAccount). */
export function turnDatabase(env: Env): Database {
  return serviceDatabase(env, TIMEOUT_MS);
}
