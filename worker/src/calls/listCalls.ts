import { timestamp } from "#shared/text";
import { parseRows } from "../clients/supabase/rows.ts";
import { CALL_COLUMNS, callRowSchema } from "../http/callRow.ts";
import type { Handlers } from "../http/mountApi.ts";
import { afterCursor, cutPage, type PageOrder, readCursor } from "../http/pageCursor.ts";

const NEWEST_FIRST: PageOrder = { column: "started_at", ascending: false, key: timestamp };

/** Calls, newest first: a rep's own, for managers the team's. */
export const listCalls: Handlers["listCalls"] = async (context, { query }) => {
  let wanted = context.db
    .from("calls")
    .select(CALL_COLUMNS)
    .order(NEWEST_FIRST.column, { ascending: false })
    .order("id")
    .limit(query.limit + 1);
  if (query.cursor !== undefined) {
    wanted = wanted.or(afterCursor(NEWEST_FIRST, readCursor(NEWEST_FIRST, query.cursor)));
  }
  const rows = parseRows(await wanted, callRowSchema);
  const { page, nextCursor } = cutPage(rows, query.limit, (call) => call.startedAt);
  return { calls: page, nextCursor };
};
