import type { Handlers } from "../http/mountApi.ts";
import { unwrapAnswer } from "../http/rpcAnswer.ts";
import { accountOf } from "./accountOf.ts";
import { readBilling } from "./readBilling.ts";

/** Takes back what was to begin at the period's end. */
export const dropScheduledChange: Handlers["dropScheduledChange"] = async (context) => {
  const { env, organizationId } = context;
  unwrapAnswer(await accountOf(env, organizationId).dropScheduled(organizationId));
  return readBilling(context);
};
