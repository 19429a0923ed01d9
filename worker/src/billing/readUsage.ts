import { type Usage, usageSchema } from "#shared/entitlement";
import type { Database } from "../clients/supabase/database.ts";
import { dataOf } from "../clients/supabase/rows.ts";

/** What the caller's organisation has of what plans bound. @param db the caller's */
export async function readUsage(db: Database): Promise<Usage> {
  return usageSchema.parse(dataOf(await db.rpc("my_usage")));
}
