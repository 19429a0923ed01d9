import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { INSTANCE_ID } from "../instanceId.ts";
import type { UserRow } from "./UserRow.ts";

/**
 * The INSERT of a new user with an address, on which the product's triggers run. As in GoTrue the row carries
 * the user's own metadata and the provider, and not yet a role, a confirmation or other app metadata.
 */
export async function insertUser(
  client: PoolClient,
  user: {
    id?: string | undefined;
    email: string;
    encryptedPassword: string;
    userMetadata: Record<string, unknown>;
  },
  now: Date,
): Promise<UserRow> {
  const { rows } = await client.query<UserRow>(
    `insert into auth.users (
       instance_id, id, aud, role, email, encrypted_password, confirmation_token, recovery_token,
       email_change_token_new, email_change, raw_app_meta_data, raw_user_meta_data, is_super_admin,
       created_at, updated_at, phone_change, phone_change_token, email_change_token_current,
       email_change_confirm_status, reauthentication_token, is_sso_user, is_anonymous
     ) values (
       $6, $1, 'authenticated', '', $2, $3, '', '',
       '', '', '{"provider": "email", "providers": ["email"]}', $4, false,
       $5, $5, '', '', '', 0, '', false, false
     ) returning *`,
    [
      user.id ?? randomUUID(),
      user.email,
      user.encryptedPassword,
      JSON.stringify(user.userMetadata),
      now,
      INSTANCE_ID,
    ],
  );
  const row = rows[0];
  if (row === undefined) throw new Error("A trigger on auth.users swallowed the new row.");
  return row;
}
