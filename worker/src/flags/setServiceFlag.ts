import { assertDone } from "../clients/supabase/rows.ts";
import { drainMail } from "../http/mailOutbox.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Changes a flag for the whole service; what is left out stays. */
export const setServiceFlag: Handlers["setServiceFlag"] = async (context, { params, body }) => {
  const columns = {
    is_on_by_default: body.isOnByDefault,
    service: body.service,
    percentage: body.percentage,
    admins_may_set: body.adminsMaySet,
  };
  // What is undefined does not travel.
  assertDone(await context.db.rpc("set_flag", { flag: params.flag, changes: columns }));
  drainMail(context);
  return { ok: true };
};
