import { AppError } from "#shared/errors";
import { authClient } from "../clients/supabase/authClient.ts";
import { limitRate } from "../http/limitRate.ts";
import type { Handlers } from "../http/mountApi.ts";
import { limitAccountTries } from "./limitAccountTries.ts";
import { startSession } from "./startSession.ts";

/** Signs in by address and password, or renews the session by the refresh cookie. */
export const grantToken: Handlers["token"] = async (context, { query, body }) => {
  await limitRate(context.env.AUTH_BY_IP, context.ip);
  if (query.grant_type === "refresh_token") {
    const renewed = await context.session.renew();
    return { user: renewed.user, expires_at: renewed.expiresAt };
  }
  if (!("email" in body)) {
    throw new AppError("invalid_input", "email: must not be empty", {
      fields: [
        { path: "email", message: "must not be empty" },
        { path: "password", message: "must not be empty" },
      ],
    });
  }
  await limitAccountTries(context, body.email);
  const issued = await authClient(context.env, context.ip).signIn(body.email, body.password);
  return startSession(context, issued);
};
