import { AppError } from "#shared/errors";
import { authClient } from "../clients/supabase/authClient.ts";
import { limitRate } from "../http/limitRate.ts";
import { drainMail } from "../http/mailOutbox.ts";
import type { Handlers } from "../http/mountApi.ts";
import { readInvitation } from "../http/readInvitation.ts";
import { checkInvitation } from "./checkInvitation.ts";
import { checkPassword } from "./checkPassword.ts";
import { startSession } from "./startSession.ts";

/**
 * Makes an account. The database founds its organisation, or joins the inviting one, and writes the
 * verification mail, in Auth's own transaction (trigger `on_user_created`).
 */
export const signUp: Handlers["signUp"] = async (context, { body }) => {
  await limitRate(context.env.AUTH_BY_IP, context.ip);
  const { email, password, data } = body;
  checkPassword(password, email);

  const metadata: Record<string, string> = {};
  if (data.full_name !== undefined) metadata["full_name"] = data.full_name;
  if (data.invitation_token !== undefined) {
    const invitation = await readInvitation(context.env, data.invitation_token);
    if (invitation.email !== email) {
      throw new AppError("invalid_input", "The invitation is for another mail address.", {
        fields: [{ path: "email", message: "must be the invited address" }],
      });
    }
    metadata["invitation_token"] = data.invitation_token;
  }

  const auth = authClient(context.env, context.ip);
  const issued = await auth.signUp({ email, password, metadata }).catch(async (error: unknown) => {
    // Auth hides why the database refused (500, "Database error saving new user"). An invitation that
    // was taken back meanwhile, or that nobody can take any more, says so itself.
    if (data.invitation_token !== undefined)
      await checkInvitation(context.env, data.invitation_token);
    throw error;
  });
  drainMail(context);
  return startSession(context, issued);
};
