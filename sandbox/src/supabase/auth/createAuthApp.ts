import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { describeError } from "../describeError.ts";
import { createUser } from "./admin/createUser.ts";
import { deleteUser } from "./admin/deleteUser.ts";
import { generateLink } from "./admin/generateLink.ts";
import { getUserById } from "./admin/getUserById.ts";
import { inviteUserByEmail } from "./admin/inviteUserByEmail.ts";
import { listFactors } from "./admin/listFactors.ts";
import { listUsers } from "./admin/listUsers.ts";
import { updateUserById } from "./admin/updateUserById.ts";
import type { AuthContext } from "./AuthContext.ts";
import type { AuthEnv, AuthRequest } from "./AuthEnv.ts";
import { answerAuthError, AuthError } from "./AuthError.ts";
import { getUser } from "./endpoints/getUser.ts";
import { health } from "./endpoints/health.ts";
import { jwks } from "./endpoints/jwks.ts";
import { logout } from "./endpoints/logout.ts";
import { settings } from "./endpoints/settings.ts";
import { signUp } from "./endpoints/signUp.ts";
import { token } from "./endpoints/token.ts";
import { unsupported } from "./endpoints/unsupported.ts";
import { updateUser } from "./endpoints/updateUser.ts";
import { verify, verifyLink } from "./endpoints/verify.ts";

const MAX_BODY_BYTES = 1024 * 1024;

/** What GoTrue serves and this does not, by the beginning of the path; each answers 501 by its name. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  "/recover": "mailing recovery links (it sends no mail; use generateLink)",
  "/otp": "mailing one-time codes (it sends no mail; use generateLink)",
  "/magiclink": "mailing magic links (it sends no mail; use generateLink)",
  "/resend": "mailing links again (it sends no mail; use generateLink)",
  "/reauthenticate": "reauthentication by mail",
  "/authorize": "sign-in by other providers",
  "/callback": "sign-in by other providers",
  "/sso": "single sign-on",
  "/factors": "second factors",
  "/passkeys": "passkeys",
  "/oauth": "being an OAuth server",
  "/user/identities": "linking identities",
  "/user/oauth": "being an OAuth server",
  "/admin/users/:userId/factors": "second factors",
  "/admin/users/:userId/passkeys": "passkeys",
  "/admin/oauth": "being an OAuth server",
  "/admin/custom-providers": "custom providers",
  "/admin/sso": "single sign-on",
  "/admin/audit": "reading the audit log",
};

/** The Auth server: GoTrue's protocol, as `@supabase/auth-js` speaks it, over the schema auth. */
export function createAuthApp(context: AuthContext): Hono<AuthEnv> {
  const app = new Hono<AuthEnv>();
  const answer = (
    handler: (c: AuthRequest, context: AuthContext) => Response | Promise<Response>,
  ) => {
    return (c: AuthRequest) => handler(c, context);
  };
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (c) =>
        answerAuthError(
          c,
          new AuthError(413, "request_too_large", "The request body is too large"),
        ),
    }),
  );
  app.get("/health", answer(health));
  app.get("/settings", answer(settings));
  app.get("/.well-known/jwks.json", answer(jwks));
  app.post("/signup", answer(signUp));
  app.post("/token", answer(token));
  app.get("/user", answer(getUser));
  app.put("/user", answer(updateUser));
  app.post("/logout", answer(logout));
  app.post("/verify", answer(verify));
  app.get("/verify", answer(verifyLink));

  app.post("/invite", answer(inviteUserByEmail));
  app.post("/admin/generate_link", answer(generateLink));
  app.get("/admin/users", answer(listUsers));
  app.post("/admin/users", answer(createUser));
  app.get("/admin/users/:userId", answer(getUserById));
  app.put("/admin/users/:userId", answer(updateUserById));
  app.delete("/admin/users/:userId", answer(deleteUser));
  app.get("/admin/users/:userId/factors", answer(listFactors));

  for (const [path, what] of Object.entries(UNSUPPORTED)) {
    for (const pattern of [path, `${path}/*`]) {
      app.all(pattern, () => {
        throw unsupported(what);
      });
    }
  }
  app.all("*", (c) => answerAuthError(c, new AuthError(404, "not_found", "404 page not found")));
  app.onError((error, c) => {
    if (error instanceof AuthError) {
      const isUnexpected = error.status >= 500 && error.cause !== undefined;
      if (isUnexpected) context.log(`auth: ${describeError(error)}`);
      return answerAuthError(c, error);
    }
    context.log(`auth: ${describeError(error)}`);
    const message = "Unexpected failure, please check server logs for more information";
    return answerAuthError(c, new AuthError(500, "unexpected_failure", message));
  });
  return app;
}
