import type { PoolClient } from "pg";
import type { AuthContext } from "../AuthContext.ts";
import { ACCESS_TOKEN_LIFETIME_S, signAccessToken } from "../tokens/signAccessToken.ts";
import { findIdentities } from "../users/findUser.ts";
import { toUserJson } from "../users/toUserJson.ts";
import type { UserRow } from "../users/UserRow.ts";
import type { SessionJson } from "./SessionJson.ts";

/** Signs an access token for a session and answers it with its refresh token and user. */
export async function answerSession(
  client: PoolClient,
  context: AuthContext,
  session: { id: string; refreshToken: string; user: UserRow },
): Promise<SessionJson> {
  const { rows } = await client.query<{ method: string; updated_at: Date }>(
    `select authentication_method as method, updated_at from auth.mfa_amr_claims
     where session_id = $1 order by updated_at desc`,
    [session.id],
  );
  const amr = rows.map((row) => ({
    method: row.method,
    timestamp: Math.floor(row.updated_at.getTime() / 1000),
  }));
  const { token, expiresAtS } = await signAccessToken(context, session.user, {
    id: session.id,
    amr,
  });
  return {
    access_token: token,
    token_type: "bearer",
    expires_in: ACCESS_TOKEN_LIFETIME_S,
    expires_at: expiresAtS,
    refresh_token: session.refreshToken,
    user: toUserJson(session.user, await findIdentities(client, session.user.id)),
  };
}
