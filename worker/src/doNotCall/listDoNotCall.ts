import { timestamp } from "#shared/text";
import { z } from "zod";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { afterCursor, cutPage, type PageOrder, readCursor } from "../http/pageCursor.ts";

const NEWEST_FIRST: PageOrder = { column: "added_at", ascending: false, key: timestamp };

const rowSchema = z.object({
  id: z.uuid(),
  phone: z.string(),
  addedAt: timestamp,
  addedByName: z.string().nullable(),
});

/** The numbers that the organisation does not call, newest first. */
export const listDoNotCall: Handlers["listDoNotCall"] = async (context, { query }) => {
  let wanted = context.db
    .from("do_not_call_numbers")
    .select("id, phone, addedAt:added_at, ...profiles (addedByName:full_name)")
    .order(NEWEST_FIRST.column, { ascending: false })
    .order("id")
    .limit(query.limit + 1);
  if (query.cursor !== undefined) {
    wanted = wanted.or(afterCursor(NEWEST_FIRST, readCursor(NEWEST_FIRST, query.cursor)));
  }
  const rows = parseRows(await wanted, rowSchema);
  const { page, nextCursor } = cutPage(rows, query.limit, (number) => number.addedAt);
  return { numbers: page, nextCursor };
};
