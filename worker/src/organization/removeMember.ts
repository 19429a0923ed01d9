import { z } from "zod";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Takes a member out of the organisation; their leads become unassigned, their calls stay. */
export const removeMember: Handlers["removeMember"] = async (context, { params }) => {
  const result = await context.db
    .from("memberships")
    .delete()
    .eq("user_id", params.userId)
    .select("user_id");
  parseRow(result, z.object({ user_id: z.uuid() }));
  return { ok: true };
};
