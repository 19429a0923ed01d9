import { serviceDatabase } from "../clients/supabase/database.ts";
import { assertDone } from "../clients/supabase/rows.ts";
import type { Env } from "../env.ts";

/** How many organisations are counted a minute: ten thousand that are all busy within their ten minutes. */
const AT_ONCE = 1_000;

/** Counts the organisations whose numbers are old, for the operators' list. */
export async function countOrganizations(env: Env): Promise<void> {
  assertDone(await serviceDatabase(env).rpc("count_organizations", { most: AT_ONCE }));
}
