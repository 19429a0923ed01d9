import { authClient } from "../clients/supabase/authClient.ts";
import { limitRate } from "../http/limitRate.ts";
import { drainMail } from "../http/mailOutbox.ts";
import type { Handlers } from "../http/mountApi.ts";
import { checkPassword } from "./checkPassword.ts";
import { startSession } from "./startSession.ts";

/** Sets a new password by the mailed link's token; every other session of the person ends. */
export const resetPassword: Handlers["resetPassword"] = async (context, { body }) => {
  await limitRate(context.env.AUTH_BY_IP, context.ip);
  // Before the token is spent, so that a refused password leaves the link good.
  checkPassword(body.password, "");

  const auth = authClient(context.env, context.ip);
  const recovered = await auth.recover(body.token);
  await auth.changePassword(recovered, body.password);
  await auth.signOut(recovered.accessToken, "others");
  drainMail(context);
  return startSession(context, recovered);
};
