import { assertDone } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Takes a list away; its leads stay. */
export const deleteList: Handlers["deleteList"] = async (context, { params }) => {
  assertDone(await context.db.rpc("delete_list", { list: params.listId }));
  return { ok: true };
};
