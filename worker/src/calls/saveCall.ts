import { AppError } from "#shared/errors";
import { dataOf, parseRow } from "../clients/supabase/rows.ts";
import { CALL_COLUMNS, callRowSchema } from "../http/callRow.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Writes a call whole under the id its desktop chose; writing it again changes nothing. @throws AppError `lead_erased` */
export const saveCall: Handlers["saveCall"] = async (context, { params, body }) => {
  const result = await context.db
    .rpc("save_call", { call: params.callId, details: body })
    .select(CALL_COLUMNS);
  try {
    return parseRow(result, callRowSchema);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "not_found") throw error;
    const erased = await context.db.rpc("was_erased", { lead: body.leadId });
    throw dataOf(erased) === true ? new AppError("lead_erased") : error;
  }
};
