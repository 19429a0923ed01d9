import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";

/** `GET /health`. */
export function health(c: AuthRequest): Response {
  return c.json({
    version: "sandbox",
    name: "GoTrue",
    description: "GoTrue is a user registration and authentication API",
  });
}

/** `GET /settings`: address and password, "Confirm email" off, nothing else. */
export function settings(c: AuthRequest): Response {
  return c.json({
    external: { anonymous_users: false, email: true, phone: false },
    disable_signup: false,
    mailer_autoconfirm: true,
    phone_autoconfirm: false,
    sms_provider: "",
    saml_enabled: false,
  });
}

/** `GET /.well-known/jwks.json`: the public half of the key that signs access tokens. */
export function jwks(c: AuthRequest, context: AuthContext): Response {
  c.header("cache-control", "public, max-age=600");
  return c.json({ keys: [context.signing.publicJwk] });
}
