import type { PoolClient } from "pg";
import { clearOneTimeTokens } from "../tokens/oneTimeTokens.ts";
import { mergeMetadata } from "./mergeMetadata.ts";
import { updateUserColumns } from "./updateUserColumns.ts";
import type { UserRow } from "./UserRow.ts";

/** Marks the user's address as confirmed: the column, the metadata `email_verified`, and no open links. */
export async function confirmUser(client: PoolClient, user: UserRow, now: Date): Promise<UserRow> {
  const confirmed = await updateUserColumns(
    client,
    user.id,
    { confirmation_token: "", email_confirmed_at: now },
    now,
  );
  const metadata = mergeMetadata(confirmed.raw_user_meta_data, { email_verified: true });
  const verified = await updateUserColumns(client, user.id, { raw_user_meta_data: metadata }, now);
  await clearOneTimeTokens(client, user.id);
  return verified;
}
