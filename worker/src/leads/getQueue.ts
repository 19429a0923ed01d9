import { leadSchema } from "#shared/leads";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { LEAD_COLUMNS } from "./leadColumns.ts";
import { readList, refreshLists } from "./readLists.ts";

/** The next leads of a list to call. @throws AppError `not_found` where there is no such list */
export const getQueue: Handlers["getQueue"] = async (context, { params, query }) => {
  const list = await readList(context.db, params.listId);
  if (list.filter !== null) await refreshLists(context.db, list.id);
  const result = await context.db
    .rpc("list_queue", { list: list.id, most: query.limit })
    .select(LEAD_COLUMNS);
  return { leads: parseRows(result, leadSchema) };
};
