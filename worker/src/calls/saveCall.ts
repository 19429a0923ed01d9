import { parseRow } from "../clients/supabase/rows.ts";
import { CALL_COLUMNS, callRowSchema } from "../http/callRow.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Writes a call whole under the id its desktop chose; writing it again changes nothing. */
export const saveCall: Handlers["saveCall"] = async (context, { params, body }) => {
  const result = await context.db
    .rpc("save_call", { call: params.callId, details: body })
    .select(CALL_COLUMNS);
  return parseRow(result, callRowSchema);
};
