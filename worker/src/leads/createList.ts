import { assertDone } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { readList } from "./readLists.ts";

/** Makes a list under the caller's id for it; sending it again answers the same list. */
export const createList: Handlers["createList"] = async (context, { body }) => {
  assertDone(
    await context.db.rpc("create_list", {
      list: body.id,
      list_name: body.name,
      conditions: body.filter,
      list_order: body.callOrder,
      script: body.scriptId,
    }),
  );
  return readList(context.db, body.id);
};
