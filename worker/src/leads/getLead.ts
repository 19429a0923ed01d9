import { leadSchema } from "#shared/leads";
import { taskSchema } from "#shared/tasks";
import { z } from "zod";
import { parseRow, parseRows } from "../clients/supabase/rows.ts";
import { CALL_COLUMNS, callRowSchema } from "../http/callRow.ts";
import type { Handlers } from "../http/mountApi.ts";
import { TASK_COLUMNS } from "../http/taskColumns.ts";
import { LEAD_COLUMNS } from "./leadColumns.ts";

/** A lead with its last calls, its tasks and its lists, newest first, as far as the caller may see them. */
export const getLead: Handlers["getLead"] = async (context, { params }) => {
  const { db } = context;
  const [lead, calls, tasks, lists] = await Promise.all([
    db.from("leads").select(LEAD_COLUMNS).eq("id", params.leadId).limit(1),
    db
      .from("calls")
      .select(CALL_COLUMNS)
      .eq("lead_id", params.leadId)
      .order("started_at", { ascending: false })
      .limit(50),
    db
      .from("tasks")
      .select(TASK_COLUMNS)
      .eq("lead_id", params.leadId)
      .order("due_at", { ascending: false })
      .limit(50),
    db
      .from("lead_lists")
      .select("id, name, list_leads!inner ()")
      .eq("list_leads.lead_id", params.leadId)
      .order("created_at", { ascending: false }),
  ]);
  return {
    lead: parseRow(lead, leadSchema),
    calls: parseRows(calls, callRowSchema),
    tasks: parseRows(tasks, taskSchema),
    lists: parseRows(lists, z.object({ id: z.uuid(), name: z.string() })),
  };
};
