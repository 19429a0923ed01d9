/** Columns of the playbook's tables, as the schemas of shared/src/playbook.ts and outcomes.ts name them. */
export const OUTCOME_COLUMNS =
  "key, label, reached, afterwards, retryAfterMinutes:retry_after_minutes, maxAttempts:max_attempts, " +
  "requiresNextStep:requires_next_step, requiresReason:requires_reason, reasons, " +
  "moveToListId:move_to_list_id, taskText:task_text, taskInDays:task_in_days, " +
  "mailSubject:mail_subject, mailBody:mail_body";
export const SCRIPT_COLUMNS = "id, name, text";
export const OBJECTION_COLUMNS = "id, title, answer";
export const LINE_COLUMNS = "id, phone, label, userId:user_id, isActive:is_active";
export const SETTINGS_COLUMNS =
  "callsPerDay:calls_per_day, reachedPerDay:reached_per_day, pauseReasons:pause_reasons";
