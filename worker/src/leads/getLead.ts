import { leadSchema } from "#shared/leads";
import { parseRow, parseRows } from "../clients/supabase/rows.ts";
import { CALL_COLUMNS, callRowSchema } from "../http/callRow.ts";
import type { Handlers } from "../http/mountApi.ts";
import { LEAD_COLUMNS } from "./leadColumns.ts";

/** A lead with its last calls, newest first, as far as the caller may see them. */
export const getLead: Handlers["getLead"] = async (context, { params }) => {
  const [lead, calls] = await Promise.all([
    context.db.from("leads").select(LEAD_COLUMNS).eq("id", params.leadId).limit(1),
    context.db
      .from("calls")
      .select(CALL_COLUMNS)
      .eq("lead_id", params.leadId)
      .order("started_at", { ascending: false })
      .limit(50),
  ]);
  return { lead: parseRow(lead, leadSchema), calls: parseRows(calls, callRowSchema) };
};
