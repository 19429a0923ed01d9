import { parseRow } from "../clients/supabase/rows.ts";
import { CALL_COLUMNS, callRowSchema } from "../http/callRow.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Writes a call whole under the id its desktop chose; writing it again changes nothing. */
export const saveCall: Handlers["saveCall"] = async (context, { params, body }) => {
  const result = await context.db
    .rpc("save_call", {
      call: params.callId,
      lead: body.leadId,
      started: body.startedAt,
      ended: body.endedAt,
      call_outcome: body.outcome,
      call_notes: body.notes,
    })
    .select(CALL_COLUMNS);
  return parseRow(result, callRowSchema);
};
