import { sessionStateSchema } from "#shared/dialing";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";

/**
 * What the caller's session holds now, each lead with leave to call it or the reason against.
 * @throws AppError `session_ended`; `not_found` or `lead_claimed` for the list or the lead to take
 */
export const syncDialSession: Handlers["syncDialSession"] = async (context, { params, body }) => {
  const result = await context.db.rpc("sync_dial_session", {
    session: params.sessionId,
    list: body.listId,
    status: body.status,
    pause_reason: body.pauseReason,
    target: body.target,
    release: body.release,
    take: body.take,
  });
  return parseRow(result, sessionStateSchema);
};
