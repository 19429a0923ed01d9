import { type LeadList, leadListSchema } from "#shared/leads";
import type { Database } from "../clients/supabase/database.ts";
import { assertDone, parseRow, parseRows } from "../clients/supabase/rows.ts";

const LIST_COLUMNS =
  "id, name, isSample:is_sample, filter, callOrder:call_order, scriptId:script_id, createdBy:created_by, " +
  "createdAt:created_at, leadCount:lead_count, remainingCount:remaining_count, " +
  "callableCount:callable_count, noTimeZoneCount:no_time_zone_count";

/** Every list of the organisation with its progress, newest first. */
export async function readLists(db: Database): Promise<LeadList[]> {
  return parseRows(
    await db.rpc("list_progress", { list: null }).select(LIST_COLUMNS),
    leadListSchema,
  );
}

/** One list with its progress. @throws AppError `not_found` */
export async function readList(db: Database, listId: string): Promise<LeadList> {
  return parseRow(
    await db.rpc("list_progress", { list: listId }).select(LIST_COLUMNS),
    leadListSchema,
  );
}

/** Applies the conditions of a list that keeps itself current, or of every such list, where that was long ago. */
export async function refreshLists(db: Database, listId: string | null): Promise<void> {
  assertDone(await db.rpc("refresh_lists", { list: listId }));
}
