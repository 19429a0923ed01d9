import type { Handlers } from "../http/mountApi.ts";
import { unwrapAnswer } from "../http/rpcAnswer.ts";
import { accountOf } from "./accountOf.ts";
import { readBilling } from "./readBilling.ts";

/** Takes back a change that waits: for its payment, else for the period's end. */
export const dropScheduledChange: Handlers["dropScheduledChange"] = async (context) => {
  const { env, organizationId, userId } = context;
  unwrapAnswer(await accountOf(env, organizationId).dropScheduled(organizationId, userId));
  return readBilling(context);
};
