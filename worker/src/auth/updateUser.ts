import { AppError } from "#shared/errors";
import { authClient } from "../clients/supabase/authClient.ts";
import { drainMail } from "../http/mailOutbox.ts";
import type { Handlers } from "../http/mountApi.ts";
import { readMe } from "../http/readMe.ts";
import { checkPassword } from "./checkPassword.ts";
import { limitAccountTries } from "./limitAccountTries.ts";
import { startSession } from "./startSession.ts";

/**
 * Changes the password, given the present one. The proof of the present one is a fresh sign-in,
 * which becomes this browser's session; every other session ends.
 */
export const updateUser: Handlers["updateUser"] = async (context, { body }) => {
  const { email } = (await readMe(context.db, context.userId)).user;
  await limitAccountTries(context, email);
  checkPassword(body.password, email);

  const auth = authClient(context.env, context.ip);
  const proved = await auth.signIn(email, body.current_password).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "invalid_credentials") {
      throw new AppError("invalid_credentials", "This is not your present password.", {
        fields: [{ path: "current_password", message: "is not your present password" }],
      });
    }
    throw error;
  });
  const user = await auth.changePassword(proved, body.password);
  await auth.signOut(proved.accessToken, "others");
  startSession(context, proved);
  drainMail(context);
  return user;
};
