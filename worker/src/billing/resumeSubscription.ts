import type { Handlers } from "../http/mountApi.ts";
import { unwrapAnswer } from "../http/rpcAnswer.ts";
import { accountOf } from "./accountOf.ts";
import { readBilling } from "./readBilling.ts";

/** Takes the end back while it has not come. */
export const resumeSubscription: Handlers["resumeSubscription"] = async (context) => {
  const { env, organizationId, userId } = context;
  unwrapAnswer(await accountOf(env, organizationId).keep(organizationId, userId));
  return readBilling(context);
};
