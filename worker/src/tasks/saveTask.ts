import { taskSchema } from "#shared/tasks";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { TASK_COLUMNS } from "../http/taskColumns.ts";

/** Writes a task whole, new, changed, done or open again; the same again changes nothing. */
export const saveTask: Handlers["saveTask"] = async (context, { params, body }) => {
  const result = await context.db
    .rpc("save_task", {
      task: params.taskId,
      task_kind: body.kind,
      lead: body.leadId,
      assignee: body.userId,
      task_text: body.text,
      due: body.dueAt,
      done: body.done,
    })
    .select(TASK_COLUMNS);
  return parseRow(result, taskSchema);
};
