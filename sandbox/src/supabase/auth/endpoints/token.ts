import { z } from "zod";
import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";
import { AuthError } from "../AuthError.ts";
import { inTransaction } from "../inTransaction.ts";
import { readBody } from "../readBody.ts";
import { grantSession } from "../sessions/grantSession.ts";
import { rotateRefreshToken } from "../sessions/rotateRefreshToken.ts";
import { findUserByEmail } from "../users/findUser.ts";
import { isPassword } from "../users/passwords.ts";
import { isBanned } from "../users/UserRow.ts";
import { writeAudit } from "../writeAudit.ts";
import { unsupported } from "./unsupported.ts";

const passwordSchema = z.object({
  email: z.string().default(""),
  phone: z.string().default(""),
  password: z.string().default(""),
});
const refreshSchema = z.object({ refresh_token: z.string().default("") });

/** `POST /token?grant_type=…`. */
export async function token(c: AuthRequest, context: AuthContext): Promise<Response> {
  context.limits.take("token", c.get("clientAddress"));
  const grantType = c.req.query("grant_type") ?? "";
  switch (grantType) {
    case "password":
      return grantByPassword(c, context);
    case "refresh_token":
      return grantByRefreshToken(c, context);
    case "pkce":
    case "id_token":
    case "web3":
      throw unsupported(`grant_type=${grantType}`);
    default:
      throw new AuthError(400, "invalid_credentials", "unsupported_grant_type");
  }
}

async function grantByPassword(c: AuthRequest, context: AuthContext): Promise<Response> {
  const { email, phone, password } = await readBody(c, passwordSchema);
  if (phone !== "") throw unsupported("sign-in by phone");
  if (email === "") throw new AuthError(400, "validation_failed", "missing email or phone");

  const refused = new AuthError(400, "invalid_credentials", "Invalid login credentials");
  const user = await findUserByEmail(context.pool, email);
  if (user === undefined || !user.encrypted_password) throw refused;
  if (isBanned(user, context.now())) throw new AuthError(400, "user_banned", "User is banned");
  if (!(await isPassword(password, user.encrypted_password))) throw refused;
  if (user.email_confirmed_at === null) {
    throw new AuthError(400, "email_not_confirmed", "Email not confirmed");
  }
  const session = await inTransaction(
    context.pool,
    "Database error granting user",
    async (client) => {
      await writeAudit(
        client,
        {
          action: "login",
          actor: user,
          traits: { provider: "email" },
          address: c.get("clientAddress"),
        },
        context.now(),
      );
      return grantSession(c, client, context, user, "password");
    },
  );
  return c.json(session);
}

async function grantByRefreshToken(c: AuthRequest, context: AuthContext): Promise<Response> {
  const { refresh_token: refreshToken } = await readBody(c, refreshSchema);
  if (refreshToken === "") throw new AuthError(400, "validation_failed", "refresh_token required");
  const session = await inTransaction(context.pool, "Database error refreshing token", (client) =>
    rotateRefreshToken(c, client, context, refreshToken),
  );
  return c.json(session);
}
