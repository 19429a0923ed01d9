import { type InvitationPreview, invitationPreviewSchema } from "#shared/account";
import { AppError } from "#shared/errors";
import { z } from "zod";
import { anonymousDatabase, type SupabaseSettings } from "../clients/supabase/database.ts";
import { parseRows } from "../clients/supabase/rows.ts";

const rowSchema = z.object({
  organization_name: z.string(),
  inviter_name: z.string(),
  email: z.string(),
  role: invitationPreviewSchema.shape.role,
});

/** What an invitation's token opens. @throws AppError `link_spent` */
export async function readInvitation(
  settings: SupabaseSettings,
  token: string,
): Promise<InvitationPreview> {
  const result = await anonymousDatabase(settings).rpc("preview_invitation", { token });
  const [row] = parseRows(result, rowSchema);
  if (row === undefined) throw new AppError("link_spent");
  return {
    organizationName: row.organization_name,
    inviterName: row.inviter_name,
    email: row.email,
    role: row.role,
  };
}
