import { assertDone } from "../clients/supabase/rows.ts";
import { limitRate } from "../http/limitRate.ts";
import { drainMail } from "../http/mailOutbox.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Mails another verification link: at most one a minute, none once the address is proved. */
export const resendVerification: Handlers["resendVerification"] = async (context) => {
  await limitRate(context.env.AUTH_BY_ACCOUNT, context.userId);
  assertDone(await context.db.rpc("resend_verification"));
  drainMail(context);
  return { ok: true };
};
