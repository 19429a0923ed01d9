import { deleteRow } from "../clients/supabase/deleteRow.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Deletes a script; lists that used it have none then. */
export const deleteScript: Handlers["deleteScript"] = async (context, { params }) => {
  await deleteRow(context.db, "scripts", params.scriptId);
  return { ok: true };
};
