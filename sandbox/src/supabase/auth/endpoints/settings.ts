import type { AuthRequest } from "../AuthEnv.ts";

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
