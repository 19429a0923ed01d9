import { z } from "zod";
import type { Caller } from "../Caller.ts";
import type { AuthContext } from "./AuthContext.ts";
import type { AuthRequest } from "./AuthEnv.ts";
import { AuthError } from "./AuthError.ts";
import { findUserById } from "./users/findUser.ts";
import type { UserRow } from "./users/UserRow.ts";

/** The signed-in user and session of a request. Throws 401 for a bad token, 403 where either is gone. */
export async function requireUser(
  c: AuthRequest,
  context: AuthContext,
): Promise<{ user: UserRow; sessionId: string }> {
  const { claims } = requireToken(c);
  if (claims.sub === undefined) {
    throw new AuthError(403, "bad_jwt", "invalid claim: missing sub claim");
  }
  const user = await findUserById(context.pool, z.guid().parse(claims.sub));
  if (user === undefined) {
    throw new AuthError(403, "user_not_found", "User from sub claim in JWT does not exist");
  }
  const sessionId = z.guid().parse(claims.session_id);
  const { rowCount } = await context.pool.query(
    "select from auth.sessions where id = $1 and user_id = $2 and (not_after is null or not_after > $3)",
    [sessionId, user.id, context.now()],
  );
  if (rowCount === 0) {
    throw new AuthError(
      403,
      "session_not_found",
      "Session from session_id claim in JWT does not exist",
    );
  }
  return { user, sessionId };
}

/** Throws unless the request acts as service_role: 403 `not_admin`, or 401 for a bad token. */
export function requireAdmin(c: AuthRequest): void {
  if (requireToken(c).role !== "service_role")
    throw new AuthError(403, "not_admin", "User not allowed");
}

function requireToken(c: AuthRequest): Caller {
  const identity = c.get("identity");
  if (identity.kind === "caller") return identity.caller;
  if (identity.kind === "refused") {
    throw new AuthError(401, "no_authorization", "This endpoint requires a valid Bearer token");
  }
  const { reason, message } = identity.rejection;
  const why = reason === "expired" ? "token has invalid claims: token is expired" : message;
  throw new AuthError(401, "bad_jwt", `invalid JWT: unable to parse or verify signature, ${why}`);
}
