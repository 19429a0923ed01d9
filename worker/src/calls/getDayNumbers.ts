import { dayNumbersSchema } from "#shared/calls";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";

/** The caller's own numbers since a moment; practice counts nowhere. */
export const getDayNumbers: Handlers["getDayNumbers"] = async (context, { query }) => {
  const result = await context.db
    .rpc("day_numbers", { since: query.since })
    .select("calls, reached, talkSeconds:talk_seconds");
  return parseRow(result, dayNumbersSchema);
};
