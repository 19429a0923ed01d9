import { invitationSchema } from "#shared/account";
import { parseRow } from "../clients/supabase/rows.ts";
import { drainMail } from "../http/mailOutbox.ts";
import type { Handlers } from "../http/mountApi.ts";
import { INVITATION_COLUMNS } from "./invitationColumns.ts";

/** Invites an address; an invitation of the same address that still waits is replaced. */
export const invite: Handlers["invite"] = async (context, { body }) => {
  const result = await context.db
    .rpc("invite_member", { address: body.email, invited_role: body.role })
    .select(INVITATION_COLUMNS);
  drainMail(context);
  return parseRow(result, invitationSchema);
};
