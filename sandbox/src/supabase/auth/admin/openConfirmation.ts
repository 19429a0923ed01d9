import type { PoolClient } from "pg";
import { saveOneTimeToken } from "../tokens/oneTimeTokens.ts";
import { updateUserColumns } from "../users/updateUserColumns.ts";
import type { UserRow } from "../users/UserRow.ts";

/** Opens a link by which the user proves the address, for a sign-up or an invitation. */
export async function openConfirmation(
  client: PoolClient,
  user: UserRow,
  link: { hash: string; invited: boolean },
  now: Date,
): Promise<UserRow> {
  const updated = await updateUserColumns(
    client,
    user.id,
    {
      confirmation_token: link.hash,
      confirmation_sent_at: now,
      ...(link.invited ? { invited_at: now } : {}),
    },
    now,
  );
  await saveOneTimeToken(
    client,
    { userId: user.id, type: "confirmation_token", hash: link.hash, relatesTo: user.email ?? "" },
    now,
  );
  return updated;
}
