import { type LeadList, leadListSchema } from "#shared/leads";
import type { Database } from "../clients/supabase/database.ts";
import { parseRow, parseRows } from "../clients/supabase/rows.ts";

const LIST_COLUMNS =
  "id, name, isSample:is_sample, leadCount:lead_count, remainingCount:remaining_count, createdAt:created_at";

/** Every list of the organisation with its progress, newest first. */
export async function readLists(db: Database): Promise<LeadList[]> {
  const result = await db
    .from("lead_list_progress")
    .select(LIST_COLUMNS)
    .order("created_at", { ascending: false })
    .order("id");
  return parseRows(result, leadListSchema);
}

/** One list with its progress. @throws AppError `not_found` */
export async function readList(db: Database, listId: string): Promise<LeadList> {
  const result = await db.from("lead_list_progress").select(LIST_COLUMNS).eq("id", listId).limit(1);
  return parseRow(result, leadListSchema);
}
