import { deliveriesSummarySchema } from "#shared/deliveries";
import { dataOf } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";

/** The last day of mails and webhooks at a glance, and what waits longer than it should. */
export function getDeliveries(wholeService: boolean) {
  const get: Handlers["getServiceDeliveries"] & Handlers["getDeliveries"] = async (context) => {
    const result = await context.db.rpc("summarize_deliveries", { whole_service: wholeService });
    return deliveriesSummarySchema.parse(dataOf(result));
  };
  return get;
}
