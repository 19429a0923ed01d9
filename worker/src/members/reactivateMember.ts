import { memberSchema } from "#shared/account";
import { assertDone, parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { MEMBER_COLUMNS } from "./memberColumns.ts";

/** Brings a former member back as what they were; what was handed over stays where it went. */
export const reactivateMember: Handlers["reactivateMember"] = async (context, { params }) => {
  assertDone(await context.db.rpc("reactivate_member", { member: params.userId }));
  const result = await context.db
    .from("memberships")
    .select(MEMBER_COLUMNS)
    .eq("user_id", params.userId);
  return parseRow(result, memberSchema);
};
