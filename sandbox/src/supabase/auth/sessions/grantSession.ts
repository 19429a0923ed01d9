import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";
import { updateUserColumns } from "../users/updateUserColumns.ts";
import type { UserRow } from "../users/UserRow.ts";
import { answerSession } from "./answerSession.ts";
import { issueRefreshToken } from "./issueRefreshToken.ts";
import type { SessionJson } from "./SessionJson.ts";

/** Starts a session for a user who has just proved who they are by `method`. */
export async function grantSession(
  c: AuthRequest,
  client: PoolClient,
  context: AuthContext,
  user: UserRow,
  method: "password" | "otp",
): Promise<SessionJson> {
  const now = context.now();
  const id = randomUUID();
  await client.query(
    `insert into auth.sessions (id, user_id, created_at, updated_at, aal, user_agent, ip)
     values ($1, $2, $3, $3, 'aal1', $4, $5)`,
    [id, user.id, now, c.req.header("user-agent") ?? null, c.get("clientAddress")],
  );
  const refreshToken = await issueRefreshToken(client, { id, userId: user.id, parent: "" }, now);
  const signedIn = await updateUserColumns(client, user.id, { last_sign_in_at: now }, now);
  await client.query(
    `insert into auth.mfa_amr_claims (session_id, created_at, updated_at, authentication_method, id)
     values ($1, $2, $2, $3, $4)`,
    [id, now, method, randomUUID()],
  );
  return answerSession(client, context, { id, refreshToken, user: signedIn });
}
