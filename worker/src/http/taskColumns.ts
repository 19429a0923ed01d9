/** The columns of a task as `taskSchema` names them. A lead that the caller may not see has no name. */
export const TASK_COLUMNS =
  "id, kind, leadId:lead_id, ...leads (leadName:name), userId:user_id, text, dueAt:due_at, " +
  "doneAt:done_at, createdAt:created_at";
