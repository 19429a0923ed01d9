import { memberSchema } from "#shared/account";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { MEMBER_COLUMNS } from "./memberColumns.ts";

/** The organisation's members, the longest first. */
export const listMembers: Handlers["listMembers"] = async (context) => {
  const result = await context.db
    .from("memberships")
    .select(MEMBER_COLUMNS)
    .order("created_at")
    .order("user_id");
  return { members: parseRows(result, memberSchema) };
};
