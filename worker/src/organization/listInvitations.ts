import { invitationSchema } from "#shared/account";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { INVITATION_COLUMNS } from "./invitationColumns.ts";

/** The invitations that were neither taken nor revoked, newest first. */
export const listInvitations: Handlers["listInvitations"] = async (context) => {
  const result = await context.db
    .from("invitations")
    .select(INVITATION_COLUMNS)
    .is("accepted_at", null)
    .is("revoked_at", null)
    .order("created_at", { ascending: false });
  return { invitations: parseRows(result, invitationSchema) };
};
