import { leadSchema } from "#shared/leads";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { LEAD_COLUMNS } from "./leadColumns.ts";
import { readList } from "./readLists.ts";

/** The next leads of a list to call. @throws AppError `not_found` where there is no such list */
export const getQueue: Handlers["getQueue"] = async (context, { params, query }) => {
  const [result] = await Promise.all([
    context.db.rpc("list_queue", { list: params.listId, most: query.limit }).select(LEAD_COLUMNS),
    readList(context.db, params.listId),
  ]);
  return { leads: parseRows(result, leadSchema) };
};
