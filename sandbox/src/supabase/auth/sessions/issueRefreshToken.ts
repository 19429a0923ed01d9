import { randomInt } from "node:crypto";
import type { PoolClient } from "pg";
import { INSTANCE_ID } from "../instanceId.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
const LENGTH = 12;

/**
 * Makes a session's next refresh token, as GoTrue makes them: twelve of a-z and 0-9.
 * @param parent the token that it follows, or empty for a session's first
 */
export async function issueRefreshToken(
  client: PoolClient,
  session: { id: string; userId: string; parent: string },
  now: Date,
): Promise<string> {
  const characters = Array.from({ length: LENGTH }, () =>
    ALPHABET.charAt(randomInt(ALPHABET.length)),
  );
  const token = characters.join("");
  await client.query(
    `insert into auth.refresh_tokens (instance_id, token, user_id, parent, session_id, revoked, created_at, updated_at)
     values ($1, $2, $3, $4, $5, false, $6, $6)`,
    [INSTANCE_ID, token, session.userId, session.parent, session.id, now],
  );
  return token;
}
