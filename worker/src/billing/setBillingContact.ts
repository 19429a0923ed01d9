import { assertDone } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { readBilling } from "./readBilling.ts";

/** Says who gets the mails about invoices. */
export const setBillingContact: Handlers["setBillingContact"] = async (context, { body }) => {
  assertDone(await context.db.rpc("set_billing_contact", { person: body.userId }));
  return readBilling(context);
};
