import { z } from "zod";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Takes back an invitation that was not taken yet; its link opens nothing from then on. */
export const revokeInvitation: Handlers["revokeInvitation"] = async (context, { params }) => {
  const result = await context.db
    .from("invitations")
    .update({ revoked_at: new Date().toISOString() })
    .eq("id", params.invitationId)
    .is("accepted_at", null)
    .is("revoked_at", null)
    .select("id");
  parseRow(result, z.object({ id: z.uuid() }));
  return { ok: true };
};
