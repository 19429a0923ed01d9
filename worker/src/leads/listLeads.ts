import type { Handlers } from "../http/mountApi.ts";
import { findPage } from "./findPage.ts";

/** The leads the caller may see, by name, narrowed by list or by a text in what they are known by. */
export const listLeads: Handlers["listLeads"] = (context, { query }) =>
  findPage(context.db, {
    search: query.search ?? "",
    listId: query.listId ?? null,
    filter: [],
    sort: { field: "name", descending: false },
    cursor: query.cursor,
    limit: query.limit,
  });
