import { assertDone } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { readPlaybook } from "./readPlaybook.ts";

/** Sets all outcomes at once, or none; one that is left out is kept for the calls that name it. */
export const saveOutcomes: Handlers["saveOutcomes"] = async (context, { body }) => {
  const given = body.outcomes.map((outcome) => ({
    key: outcome.key,
    label: outcome.label,
    reached: outcome.reached,
    afterwards: outcome.afterwards,
    retry_after_minutes: outcome.retryAfterMinutes,
    max_attempts: outcome.maxAttempts,
    requires_next_step: outcome.requiresNextStep,
    requires_reason: outcome.requiresReason,
    reasons: outcome.reasons,
    move_to_list_id: outcome.moveToListId,
    task_text: outcome.taskText,
    task_in_days: outcome.taskInDays,
    mail_subject: outcome.mailSubject,
    mail_body: outcome.mailBody,
  }));
  assertDone(await context.db.rpc("save_outcomes", { given }));
  return readPlaybook(context);
};
