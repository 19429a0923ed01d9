import { memberSchema } from "#shared/account";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { MEMBER_COLUMNS } from "./memberColumns.ts";

/** Changes a member's role; the last admin keeps theirs. Counts from the member's next request on. */
export const changeRole: Handlers["changeRole"] = async (context, { params, body }) => {
  const result = await context.db
    .from("memberships")
    .update({ role: body.role })
    .eq("user_id", params.userId)
    .select(MEMBER_COLUMNS);
  return parseRow(result, memberSchema);
};
