import type { Pool, PoolClient } from "pg";
import { AuthError } from "../AuthError.ts";
import type { IdentityRow, UserRow } from "./UserRow.ts";

type Database = Pool | PoolClient;

/** The user of an id, or undefined. */
export async function findUserById(db: Database, id: string): Promise<UserRow | undefined> {
  return (await db.query<UserRow>("select * from auth.users where id = $1", [id])).rows[0];
}

/** The user of an address, whatever its capitals, or undefined. */
export async function findUserByEmail(db: Database, email: string): Promise<UserRow | undefined> {
  const { rows } = await db.query<UserRow>(
    "select * from auth.users where lower(email) = lower($1) and aud = 'authenticated' and not is_sso_user",
    [email],
  );
  return rows[0];
}

/** The identities of a user, oldest first. */
export async function findIdentities(db: Database, userId: string): Promise<IdentityRow[]> {
  const { rows } = await db.query<IdentityRow>(
    "select * from auth.identities where user_id = $1 order by created_at, id",
    [userId],
  );
  return rows;
}

/** The answer where an address belongs to somebody else. */
export function emailTaken(cause?: unknown): AuthError {
  const message = "A user with this email address has already been registered";
  return new AuthError(422, "email_exists", message, { cause });
}
