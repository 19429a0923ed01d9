import { z } from "zod";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Takes a list away; its leads stay. */
export const deleteList: Handlers["deleteList"] = async (context, { params }) => {
  const gone = await context.db.from("lead_lists").delete().eq("id", params.listId).select("id");
  parseRow(gone, z.object({ id: z.uuid() }));
  return { ok: true };
};
