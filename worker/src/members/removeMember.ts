import { assertDone } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Takes a member out of the organisation; what they had in hand becomes nobody's, their calls stay. */
export const removeMember: Handlers["removeMember"] = async (context, { params }) => {
  assertDone(await context.db.rpc("deactivate_member", { member: params.userId, successor: null }));
  return { ok: true };
};
