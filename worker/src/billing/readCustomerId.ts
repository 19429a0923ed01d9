import { z } from "zod";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Env } from "../env.ts";
import { turnDatabase } from "./turnDatabase.ts";

/** Stripe's customer of an organisation; null where it has none. */
export async function readCustomerId(env: Env, organizationId: string): Promise<string | null> {
  const found = await turnDatabase(env)
    .from("billing_accounts")
    .select("customer_id")
    .eq("organization_id", organizationId);
  const [account] = parseRows(found, z.object({ customer_id: z.string().nullable() }));
  return account?.customer_id ?? null;
}
