import { callSchema, ERASED_LEAD_ID } from "#shared/calls";
import { z } from "zod";

/** The columns of a call as `callRowSchema` names them. */
export const CALL_COLUMNS =
  "id, leadId:lead_id, userId:user_id, startedAt:started_at, endedAt:ended_at, outcome, notes, " +
  "isPractice:is_practice, reached, reason, lineId:line_id, ...leads (leadName:name), ...profiles (userName:full_name)";

/**
 * A call's row. Its lead may have gone to another rep or been erased, and its rep may have left: then the name is not
 * told.
 */
export const callRowSchema = callSchema
  .extend({
    leadId: z.uuid().nullable(),
    leadName: z.string().nullable(),
    userName: z
      .string()
      .nullable()
      .transform((name) => name ?? "A former member"),
  })
  .transform((row) => ({
    ...row,
    leadId: row.leadId ?? ERASED_LEAD_ID,
    leadName:
      row.leadName ?? (row.leadId === null ? "An erased person" : "A lead of somebody else"),
  }));
