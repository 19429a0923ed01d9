import { deleteRow } from "../clients/supabase/deleteRow.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Deletes a view of one's own; managers also one that is shared. */
export const deleteView: Handlers["deleteView"] = async (context, { params }) => {
  await deleteRow(context.db, "saved_views", params.viewId);
  return { ok: true };
};
