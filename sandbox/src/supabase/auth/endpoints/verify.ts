import type { PoolClient } from "pg";
import { z } from "zod";
import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";
import { AuthError } from "../AuthError.ts";
import { inTransaction } from "../inTransaction.ts";
import { readBody } from "../readBody.ts";
import { redirectTarget } from "../redirectTarget.ts";
import { grantSession } from "../sessions/grantSession.ts";
import type { SessionJson } from "../sessions/SessionJson.ts";
import { hashOtp, takeOneTimeToken, type OneTimeTokenType } from "../tokens/oneTimeTokens.ts";
import { changePassword } from "../users/changePassword.ts";
import { confirmEmailChange } from "../users/confirmEmailChange.ts";
import { confirmUser } from "../users/confirmUser.ts";
import { updateEmailIdentity } from "../users/emailIdentity.ts";
import { findUserById } from "../users/findUser.ts";
import { hashPassword, unknownPassword } from "../users/passwords.ts";
import { updateUserColumns } from "../users/updateUserColumns.ts";
import { isBanned, type UserRow } from "../users/UserRow.ts";
import { validateEmail } from "../users/validateEmail.ts";
import { writeAudit } from "../writeAudit.ts";
import { unsupported } from "./unsupported.ts";

const TOKEN_TYPES: Readonly<Record<string, readonly OneTimeTokenType[]>> = {
  signup: ["confirmation_token"],
  invite: ["confirmation_token"],
  recovery: ["recovery_token"],
  magiclink: ["recovery_token"],
  email: ["confirmation_token", "recovery_token"],
  email_change: ["email_change_token_current", "email_change_token_new"],
};

const verifySchema = z.object({
  type: z.string().default(""),
  token: z.string().default(""),
  token_hash: z.string().default(""),
  email: z.string().default(""),
  phone: z.string().default(""),
});

/** `POST /verify`: exchanges a link's `token_hash`, or an address and its code, for a session. Works once. */
export async function verify(c: AuthRequest, context: AuthContext): Promise<Response> {
  context.limits.take("verify", c.get("clientAddress"));
  const body = await readBody(c, verifySchema);
  if (body.phone !== "" || body.type === "sms" || body.type === "phone_change") {
    throw unsupported("verification by phone");
  }
  if ((body.token === "") === (body.token_hash === "")) {
    throw new AuthError(400, "validation_failed", "Verify requires either a token or a token hash");
  }
  if (body.token_hash !== "" && body.email !== "") {
    throw new AuthError(
      400,
      "validation_failed",
      "Only the token_hash and type should be provided",
    );
  }
  const byHash = body.token_hash !== "";
  const hash = byHash ? body.token_hash : hashOtp(validateEmail(body.email), body.token);
  const lapsed = byHash
    ? "Email link is invalid or has expired"
    : "Token has expired or is invalid";
  return c.json(await exchangeToken(c, context, { type: body.type, hash, lapsed }));
}

/** `GET /verify`, where an `action_link` leads: does the same and redirects with the session in the fragment. */
export async function verifyLink(c: AuthRequest, context: AuthContext): Promise<Response> {
  context.limits.take("verify", c.get("clientAddress"));
  const type = c.req.query("type") ?? "";
  const hash = c.req.query("token") ?? "";
  if (hash === "") {
    throw new AuthError(400, "validation_failed", "Verify requires a token or a token hash");
  }
  const target = new URL(redirectTarget(context, c.req.query("redirect_to")));
  try {
    const lapsed = "Email link is invalid or has expired";
    const session = await exchangeToken(c, context, { type, hash, lapsed });
    const { user: _user, ...fields } = session;
    const parts = Object.entries({ ...fields, type }).map(([key, value]) => [key, String(value)]);
    target.hash = new URLSearchParams(parts).toString();
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    target.hash = new URLSearchParams({
      error: error.status === 403 ? "access_denied" : "server_error",
      error_code: error.code,
      error_description: error.message,
    }).toString();
  }
  return c.redirect(target.href, 303);
}

async function exchangeToken(
  c: AuthRequest,
  context: AuthContext,
  link: { type: string; hash: string; lapsed: string },
): Promise<SessionJson> {
  const types = TOKEN_TYPES[link.type];
  if (types === undefined) {
    const missing = link.type === "" ? "Verify requires a verification type" : undefined;
    throw new AuthError(400, "validation_failed", missing ?? "Invalid email verification type");
  }
  return inTransaction(context.pool, "Database error updating user", async (client) => {
    const token = await takeOneTimeToken(client, context, types, link.hash);
    const user = token && (await findUserById(client, token.userId));
    if (token === undefined || user === undefined)
      throw new AuthError(403, "otp_expired", link.lapsed);
    if (isBanned(user, context.now())) throw new AuthError(403, "user_banned", "User is banned");
    const proved = await applyProof(c, client, context, user, token.type);
    return grantSession(c, client, context, proved, "otp");
  });
}

/** What a used token changes, by what it was for. */
async function applyProof(
  c: AuthRequest,
  client: PoolClient,
  context: AuthContext,
  user: UserRow,
  type: OneTimeTokenType,
): Promise<UserRow> {
  const now = context.now();
  const audit = (action: string) =>
    writeAudit(client, { action, actor: user, address: c.get("clientAddress") }, now);

  if (type === "email_change_token_current" || type === "email_change_token_new") {
    await audit("user_modified");
    return confirmEmailChange(client, user, now);
  }
  if (type === "recovery_token") {
    const recovered = await updateUserColumns(client, user.id, { recovery_token: "" }, now);
    await audit(user.email_confirmed_at === null ? "user_signedup" : "login");
    return user.email_confirmed_at === null ? confirmUser(client, recovered, now) : recovered;
  }
  // Somebody invited has no password: until a page asks for one, nobody knows it.
  if (!user.encrypted_password && user.invited_at !== null) {
    const encryptedPassword = await hashPassword(unknownPassword());
    await changePassword(client, user.id, { encryptedPassword }, now);
  }
  await audit("user_signedup");
  const confirmed = await confirmUser(client, user, now);
  await updateEmailIdentity(client, confirmed, { email_verified: true }, now);
  return confirmed;
}
