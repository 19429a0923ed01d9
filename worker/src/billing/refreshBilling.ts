import type { Handlers } from "../http/mountApi.ts";
import { unwrapAnswer } from "../http/rpcAnswer.ts";
import { accountOf } from "./accountOf.ts";
import { readBilling } from "./readBilling.ts";

/** The same after Stripe was asked. */
export const refreshBilling: Handlers["refreshBilling"] = async (context) => {
  const { env, organizationId } = context;
  unwrapAnswer(await accountOf(env, organizationId).sync(organizationId, null));
  return readBilling(context);
};
