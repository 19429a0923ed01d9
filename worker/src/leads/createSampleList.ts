import { z } from "zod";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { readList } from "./readLists.ts";

/** Gives the organisation its list of fictional leads to practise on, once. */
export const createSampleList: Handlers["createSampleList"] = async (context) => {
  const listId = parseRow(await context.db.rpc("create_sample_list"), z.uuid());
  return readList(context.db, listId);
};
