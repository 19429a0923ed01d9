import type { PoolClient } from "pg";
import { AuthError } from "../AuthError.ts";
import { emailClaims, insertEmailIdentity } from "./emailIdentity.ts";
import { insertUser } from "./insertUser.ts";
import { mergeMetadata } from "./mergeMetadata.ts";
import { updateUserColumns } from "./updateUserColumns.ts";
import type { UserRow } from "./UserRow.ts";

/**
 * The writes of GoTrue for a new user who is not yet confirmed, in its order: INSERT with the user's metadata,
 * the role, the identity, the claims in the metadata, the providers. A trigger that refuses answers
 * 500 "Database error saving new user".
 */
export async function signUpUser(
  client: PoolClient,
  signUp: { email: string; encryptedPassword: string; data: Record<string, unknown> },
  now: Date,
): Promise<UserRow> {
  const user = await insertAndSetRole(client, signUp, now);
  const claims = { ...signUp.data, ...emailClaims(user.id, signUp.email) };
  await insertEmailIdentity(client, user, claims, now);
  await updateUserColumns(
    client,
    user.id,
    { raw_user_meta_data: mergeMetadata(user.raw_user_meta_data, claims) },
    now,
  );
  const appMetadata = mergeMetadata(user.raw_app_meta_data, {
    provider: "email",
    providers: ["email"],
  });
  return updateUserColumns(client, user.id, { raw_app_meta_data: appMetadata }, now);
}

/** The same for a user whom an administrator invites or makes a link for: no claims in the metadata. */
export async function inviteUser(
  client: PoolClient,
  invitation: { email: string; encryptedPassword: string; data: Record<string, unknown> },
  now: Date,
): Promise<UserRow> {
  const user = await insertAndSetRole(client, invitation, now);
  await insertEmailIdentity(client, user, emailClaims(user.id, invitation.email), now);
  return user;
}

async function insertAndSetRole(
  client: PoolClient,
  user: { email: string; encryptedPassword: string; data: Record<string, unknown> },
  now: Date,
): Promise<UserRow> {
  try {
    const row = await insertUser(client, { ...user, userMetadata: user.data }, now);
    return await updateUserColumns(client, row.id, { role: "authenticated" }, now);
  } catch (cause) {
    throw new AuthError(500, "unexpected_failure", "Database error saving new user", { cause });
  }
}
