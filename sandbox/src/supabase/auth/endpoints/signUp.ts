import { z } from "zod";
import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";
import { AuthError } from "../AuthError.ts";
import { inTransaction } from "../inTransaction.ts";
import { jsonObject, readBody } from "../readBody.ts";
import { grantSession } from "../sessions/grantSession.ts";
import { confirmUser } from "../users/confirmUser.ts";
import { findUserByEmail } from "../users/findUser.ts";
import { checkPassword, hashPassword } from "../users/passwords.ts";
import { signUpUser } from "../users/signUpUser.ts";
import { validateEmail } from "../users/validateEmail.ts";
import { writeAudit } from "../writeAudit.ts";
import { unsupported } from "./unsupported.ts";

const signUpSchema = z.object({
  email: z.string().default(""),
  phone: z.string().default(""),
  password: z.string().default(""),
  data: jsonObject.nullish(),
});

const ALREADY_REGISTERED = new AuthError(422, "user_already_exists", "User already registered");

/**
 * `POST /signup`, with "Confirm email" off: the user is confirmed at once and the answer is a session. All of it
 * is one transaction, so nothing remains of a sign-up that a trigger of the product refuses.
 */
export async function signUp(c: AuthRequest, context: AuthContext): Promise<Response> {
  const body = await readBody(c, signUpSchema);
  if (body.email === "" && body.phone === "") {
    throw new AuthError(422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled");
  }
  context.limits.take("signUp", c.get("clientAddress"));
  if (body.phone !== "") throw unsupported("sign-up by phone");
  if (body.password === "") {
    throw new AuthError(400, "validation_failed", "Signup requires a valid password");
  }
  checkPassword(body.password, context.passwordMinLength);
  const email = validateEmail(body.email);
  const existing = await findUserByEmail(context.pool, email);
  if (existing?.email_confirmed_at != null) throw ALREADY_REGISTERED;
  const encryptedPassword = await hashPassword(body.password);

  const session = await inTransaction(
    context.pool,
    "Database error saving new user",
    async (client) => {
      const now = context.now();
      const address = c.get("clientAddress");
      const user =
        existing ??
        (await signUpUser(client, { email, encryptedPassword, data: body.data ?? {} }, now));
      await writeAudit(
        client,
        { action: "user_signedup", actor: user, traits: { provider: "email" }, address },
        now,
      );
      const confirmed = await confirmUser(client, user, now);
      await writeAudit(
        client,
        { action: "login", actor: confirmed, traits: { provider: "email" }, address },
        now,
      );
      return grantSession(c, client, context, confirmed, "password");
    },
  ).catch((error: unknown) => {
    throw isTakenEmail(error) ? ALREADY_REGISTERED : error;
  });
  return c.json(session);
}

/** Two sign-ups with one address at once: the second meets the first's unique index. */
function isTakenEmail(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("constraint" in cause && cause.constraint === "users_email_partial_key") return true;
  }
  return false;
}
