import { leadSchema } from "#shared/leads";
import { z } from "zod";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import {
  afterCursor,
  cutPage,
  type PageOrder,
  quoteValue,
  readCursor,
} from "../http/pageCursor.ts";
import { LEAD_COLUMNS } from "./leadColumns.ts";

const BY_NAME: PageOrder = { column: "name", ascending: true, key: z.string().max(200) };
const SEARCHED = ["name", "company", "phone", "email", "city"] as const;

/** The leads the caller may see, by name, narrowed by list or by a text in what they are known by. */
export const listLeads: Handlers["listLeads"] = async (context, { query }) => {
  const { search, listId, cursor, limit } = query;
  let wanted = context.db
    .from("leads")
    .select(listId === undefined ? LEAD_COLUMNS : `${LEAD_COLUMNS}, list_leads!inner ()`)
    .order(BY_NAME.column)
    .order("id")
    .limit(limit + 1);
  if (listId !== undefined) wanted = wanted.eq("list_leads.list_id", listId);
  if (search !== undefined && search !== "") {
    const pattern = quoteContains(search);
    wanted = wanted.or(SEARCHED.map((column) => `${column}.ilike.${pattern}`).join(","));
  }
  if (cursor !== undefined) wanted = wanted.or(afterCursor(BY_NAME, readCursor(BY_NAME, cursor)));

  const rows = parseRows(await wanted, leadSchema);
  const { page, nextCursor } = cutPage(rows, limit, (lead) => lead.name);
  return { leads: page, nextCursor };
};

/**
 * A pattern for "contains this text": LIKE's wildcards escaped, then quoted for PostgREST's `or`.
 * PostgREST reads `*` as `%` and knows no escape for it, so that a star stands as `_`: any one character.
 */
function quoteContains(text: string): string {
  const literal = text.replaceAll(/[\\%_]/g, String.raw`\$&`).replaceAll("*", "_");
  return quoteValue(`%${literal}%`);
}
