import { playbookSchema } from "#shared/playbook";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { SETTINGS_COLUMNS } from "./playbookColumns.ts";

/** Sets goals and reasons to pause for everyone's dial sessions. */
export const saveDialSettings: Handlers["saveDialSettings"] = async (context, { body }) => {
  const result = await context.db
    .from("dial_settings")
    .update({
      calls_per_day: body.callsPerDay,
      reached_per_day: body.reachedPerDay,
      pause_reasons: body.pauseReasons,
    })
    .eq("organization_id", context.organizationId)
    .select(SETTINGS_COLUMNS);
  return parseRow(result, playbookSchema.shape.settings);
};
