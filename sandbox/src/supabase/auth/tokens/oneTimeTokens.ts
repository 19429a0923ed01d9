import { createHash, randomInt, randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import type { AuthContext } from "../AuthContext.ts";

/** What a one-time token is for; also the column of auth.users that repeats it. */
export type OneTimeTokenType =
  | "confirmation_token"
  | "recovery_token"
  | "email_change_token_new"
  | "email_change_token_current";

/** How long a link or code of Auth may be used, GoTrue's default. */
export const ONE_TIME_TOKEN_LIFETIME_MS = 3600 * 1000;

/** A code of six digits. */
export function createOtp(): string {
  return String(randomInt(1_000_000)).padStart(6, "0");
}

/** GoTrue's hash of a code: SHA-224 of the address and the code, in hexadecimal. */
export function hashOtp(email: string, otp: string): string {
  return createHash("sha224")
    .update(email + otp)
    .digest("hex");
}

/** Keeps a token for a user; an earlier one for the same purpose ends. */
export async function saveOneTimeToken(
  client: PoolClient,
  token: { userId: string; type: OneTimeTokenType; hash: string; relatesTo: string },
  now: Date,
): Promise<void> {
  await client.query("delete from auth.one_time_tokens where user_id = $1 and token_type = $2", [
    token.userId,
    token.type,
  ]);
  await client.query(
    `insert into auth.one_time_tokens (id, user_id, token_type, token_hash, relates_to, created_at, updated_at)
     values ($1, $2, $3, $4, lower($5), $6::timestamptz at time zone 'UTC', $6::timestamptz at time zone 'UTC')`,
    [randomUUID(), token.userId, token.type, token.hash, token.relatesTo, now],
  );
}

/**
 * Takes a token of one of the types: it is gone afterwards, so of two requests with one link only one succeeds.
 * Answers whose it was, or undefined when there is none or it has lapsed.
 */
export async function takeOneTimeToken(
  client: PoolClient,
  context: Pick<AuthContext, "now">,
  types: readonly OneTimeTokenType[],
  hash: string,
): Promise<{ userId: string; type: OneTimeTokenType } | undefined> {
  const { rows } = await client.query<{
    user_id: string;
    token_type: OneTimeTokenType;
    created_at: Date;
  }>(
    `delete from auth.one_time_tokens where token_hash = $1 and token_type::text = any ($2::text[])
     returning user_id, token_type::text, created_at at time zone 'UTC' as created_at`,
    [hash, types],
  );
  const token = rows[0];
  if (token === undefined) return undefined;
  const lapsesAt = token.created_at.getTime() + ONE_TIME_TOKEN_LIFETIME_MS;
  if (context.now().getTime() > lapsesAt) return undefined;
  return { userId: token.user_id, type: token.token_type };
}

/** Ends every open link of a user. */
export async function clearOneTimeTokens(client: PoolClient, userId: string): Promise<void> {
  await client.query("delete from auth.one_time_tokens where user_id = $1", [userId]);
}
