import type { PoolClient } from "pg";
import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";
import { AuthError } from "../AuthError.ts";
import { CommitWithError } from "../inTransaction.ts";
import { findUserById } from "../users/findUser.ts";
import { isBanned } from "../users/UserRow.ts";
import { writeAudit } from "../writeAudit.ts";
import { answerSession } from "./answerSession.ts";
import { issueRefreshToken } from "./issueRefreshToken.ts";
import type { SessionJson } from "./SessionJson.ts";

/** How long a used token still answers the session's newest one, for requests that ran side by side. */
export const REUSE_INTERVAL_MS = 10_000;

interface TokenRow {
  readonly token: string;
  readonly user_id: string;
  readonly session_id: string;
  readonly revoked: boolean;
  readonly updated_at: Date;
}

/**
 * Exchanges a refresh token for a fresh session answer. A token that was used before answers the session's newest
 * token within ten seconds; later it is taken for stolen, and every token of its session ends.
 *
 * GoTrue is milder in one case: the parent of the newest token is accepted at any time. What holds here holds
 * there too, so clients that work against this work against hosted Supabase.
 */
export async function rotateRefreshToken(
  c: AuthRequest,
  client: PoolClient,
  context: AuthContext,
  refreshToken: string,
): Promise<SessionJson> {
  const now = context.now();
  const address = c.get("clientAddress");
  const found = await lockSessionOf(client, refreshToken);
  if (found === undefined) {
    throw new AuthError(
      400,
      "refresh_token_not_found",
      "Invalid Refresh Token: Refresh Token Not Found",
    );
  }
  const { token, notAfter } = found;
  const user = await findUserById(client, token.user_id);
  if (user === undefined) {
    throw new AuthError(400, "session_not_found", "Invalid Refresh Token: No Valid Session Found");
  }
  if (isBanned(user, now)) {
    throw new AuthError(400, "user_banned", "Invalid Refresh Token: User Banned");
  }
  if (notAfter !== null && notAfter < now) {
    throw new AuthError(400, "session_expired", "Invalid Refresh Token: Session Expired");
  }

  let issued: string;
  if (token.revoked) issued = await newestTokenOf(client, token, now);
  else {
    await writeAudit(client, { action: "token_revoked", actor: user, address }, now);
    await client.query(
      "update auth.refresh_tokens set revoked = true, updated_at = $2 where token = $1",
      [token.token, now],
    );
    const session = { id: token.session_id, userId: token.user_id, parent: token.token };
    issued = await issueRefreshToken(client, session, now);
  }
  await writeAudit(client, { action: "token_refreshed", actor: user, address }, now);
  await client.query(
    `update auth.sessions set refreshed_at = $2::timestamptz at time zone 'UTC', updated_at = $2, user_agent = $3, ip = $4
     where id = $1`,
    [token.session_id, now, c.req.header("user-agent") ?? null, address],
  );
  return answerSession(client, context, { id: token.session_id, refreshToken: issued, user });
}

/** Requests with tokens of one session take turns on its row; the token is read after the lock is held. */
async function lockSessionOf(
  client: PoolClient,
  refreshToken: string,
): Promise<{ token: TokenRow; notAfter: Date | null } | undefined> {
  const session = await client.query<{ not_after: Date | null }>(
    `select s.not_after from auth.sessions s
     where s.id = (select session_id from auth.refresh_tokens where token = $1) for update`,
    [refreshToken],
  );
  const row = session.rows[0];
  if (row === undefined) return undefined;
  const { rows } = await client.query<TokenRow>(
    "select * from auth.refresh_tokens where token = $1",
    [refreshToken],
  );
  const token = rows[0];
  return token === undefined ? undefined : { token, notAfter: row.not_after };
}

async function newestTokenOf(client: PoolClient, used: TokenRow, now: Date): Promise<string> {
  const { rows } = await client.query<{ token: string }>(
    "select token from auth.refresh_tokens where session_id = $1 and not revoked order by id desc limit 1",
    [used.session_id],
  );
  const newest = rows[0]?.token;
  const withinInterval = now.getTime() <= used.updated_at.getTime() + REUSE_INTERVAL_MS;
  if (newest !== undefined && withinInterval) return newest;
  await client.query(
    "update auth.refresh_tokens set revoked = true, updated_at = $2 where session_id = $1 and not revoked",
    [used.session_id, now],
  );
  throw new CommitWithError(
    new AuthError(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used"),
  );
}
