import { z } from "zod";
import type { Database } from "../clients/supabase/database.ts";
import { parseRow } from "../clients/supabase/rows.ts";

const accountSchema = z
  .object({
    customer_id: z.string().nullable(),
    contact_id: z.uuid().nullable(),
    open_checkout_id: z.string().nullable(),
  })
  .transform((row) => ({
    customerId: row.customer_id,
    contactId: row.contact_id,
    openCheckoutId: row.open_checkout_id,
  }));

/** Who an organisation is at Stripe. */
export type Account = z.output<typeof accountSchema>;

/** The account of an organisation; made where there is none. @param db the service's */
export async function openAccount(db: Database, organizationId: string): Promise<Account> {
  return parseRow(
    await db.rpc("open_billing_account", { organization: organizationId }),
    accountSchema,
  );
}
