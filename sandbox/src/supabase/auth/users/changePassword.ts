import type { PoolClient } from "pg";
import { clearOneTimeTokens } from "../tokens/oneTimeTokens.ts";
import { updateUserColumns } from "./updateUserColumns.ts";
import type { UserRow } from "./UserRow.ts";

/**
 * Sets a new password. It ends the user's open links and every session but `keepSessionId`, because whoever
 * knew the old password may hold one.
 */
export async function changePassword(
  client: PoolClient,
  userId: string,
  change: { encryptedPassword: string; keepSessionId?: string },
  now: Date,
): Promise<UserRow> {
  const user = await updateUserColumns(
    client,
    userId,
    {
      encrypted_password: change.encryptedPassword,
      confirmation_token: "",
      confirmation_sent_at: null,
      recovery_token: "",
      recovery_sent_at: null,
      email_change_token_current: "",
      email_change_token_new: "",
      email_change_sent_at: null,
    },
    now,
  );
  await clearOneTimeTokens(client, userId);
  await client.query("delete from auth.sessions where user_id = $1 and id is distinct from $2", [
    userId,
    change.keepSessionId ?? null,
  ]);
  return user;
}
