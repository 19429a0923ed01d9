import { limitRate } from "../http/limitRate.ts";
import { mailOutbox } from "../http/mailOutbox.ts";
import type { Handlers } from "../http/mountApi.ts";
import { limitAccountTries } from "./limitAccountTries.ts";

/**
 * Asks for a reset mail. The look-up happens after the answer, so that neither its words nor its
 * time tell whether the address has an account.
 */
export const requestPasswordReset: Handlers["requestPasswordReset"] = async (context, { body }) => {
  await limitRate(context.env.AUTH_BY_IP, context.ip);
  await limitAccountTries(context, body.email);
  context.background(mailOutbox(context.env).requestPasswordReset(body.email));
  return { ok: true };
};
