import { deleteRow } from "../clients/supabase/deleteRow.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Deletes an objection's card. */
export const deleteObjection: Handlers["deleteObjection"] = async (context, { params }) => {
  await deleteRow(context.db, "objections", params.objectionId);
  return { ok: true };
};
