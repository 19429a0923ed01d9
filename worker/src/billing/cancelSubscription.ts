import type { Handlers } from "../http/mountApi.ts";
import { unwrapAnswer } from "../http/rpcAnswer.ts";
import { accountOf } from "./accountOf.ts";
import { readBilling } from "./readBilling.ts";

/** Ends the subscription with the period that is paid for. */
export const cancelSubscription: Handlers["cancelSubscription"] = async (context) => {
  const { env, organizationId, userId } = context;
  unwrapAnswer(await accountOf(env, organizationId).end(organizationId, userId));
  return readBilling(context);
};
