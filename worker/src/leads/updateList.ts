import { assertDone } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { readList } from "./readLists.ts";

/** Changes a list; new conditions are applied at once. */
export const updateList: Handlers["updateList"] = async (context, { params, body }) => {
  assertDone(await context.db.rpc("update_list", { list: params.listId, changes: body }));
  return readList(context.db, params.listId);
};
