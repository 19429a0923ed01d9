import type { PoolClient } from "pg";
import { mergeMetadata } from "./mergeMetadata.ts";
import type { IdentityRow, UserRow } from "./UserRow.ts";

/** The claims GoTrue keeps of a user who signs in by address. */
export function emailClaims(userId: string, email: string): Record<string, unknown> {
  return { sub: userId, email, email_verified: false, phone_verified: false };
}

/** Adds the identity by which a user signs in with address and password. */
export async function insertEmailIdentity(
  client: PoolClient,
  user: UserRow,
  identityData: Record<string, unknown>,
  now: Date,
): Promise<IdentityRow> {
  const { rows } = await client.query<IdentityRow>(
    `insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
     values ($1::uuid::text, $1::uuid, $2, 'email', $3, $3, $3) returning *`,
    [user.id, JSON.stringify(identityData), now],
  );
  const row = rows[0];
  if (row === undefined) throw new Error("A trigger on auth.identities swallowed the new row.");
  return row;
}

/** Merges claims into the user's email identity, or adds that identity where there is none. */
export async function updateEmailIdentity(
  client: PoolClient,
  user: UserRow,
  claims: Record<string, unknown>,
  now: Date,
): Promise<void> {
  const { rows } = await client.query<IdentityRow>(
    "select * from auth.identities where provider = 'email' and provider_id = $1 for update",
    [user.id],
  );
  const identity = rows[0];
  if (identity === undefined) {
    await insertEmailIdentity(
      client,
      user,
      { ...emailClaims(user.id, user.email ?? ""), ...claims },
      now,
    );
    return;
  }
  await client.query(
    "update auth.identities set identity_data = $2, updated_at = $3 where id = $1",
    [identity.id, JSON.stringify(mergeMetadata(identity.identity_data, claims)), now],
  );
}
