import { AppError } from "#shared/errors";
import { z } from "zod";
import type { Database } from "../clients/supabase/database.ts";
import { parseRows } from "../clients/supabase/rows.ts";

/**
 * Keeps an organisation whose terms are agreed with us from paying for others that would not count.
 * @param db the caller's
 * @throws AppError `conflict`
 */
export async function refuseContract(db: Database): Promise<void> {
  const found = await db.from("billing_contracts").select("plan_id").limit(1);
  if (parseRows(found, z.object({})).length > 0)
    throw new AppError("conflict", "Your terms are agreed with us. Write to us to change them.");
}
