import { taskSchema } from "#shared/tasks";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { TASK_COLUMNS } from "../http/taskColumns.ts";

/** Open tasks that are the caller's or anyone's, the soonest due first; a manager's sight reaches further than their list. */
export const listTasks: Handlers["listTasks"] = async (context, { query }) => {
  let wanted = context.db
    .from("tasks")
    .select(TASK_COLUMNS)
    .is("done_at", null)
    .or(`user_id.is.null,user_id.eq.${context.userId}`)
    .order("due_at")
    .order("id")
    .limit(query.limit);
  if (query.dueBefore !== undefined) wanted = wanted.lt("due_at", query.dueBefore);
  return { tasks: parseRows(await wanted, taskSchema) };
};
