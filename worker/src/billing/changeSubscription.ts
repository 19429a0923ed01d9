import type { Handlers } from "../http/mountApi.ts";
import { unwrapAnswer } from "../http/rpcAnswer.ts";
import { accountOf } from "./accountOf.ts";
import { readBilling } from "./readBilling.ts";
import { readUsage } from "./readUsage.ts";
import { refuseContract } from "./refuseContract.ts";

/** Changes the subscription as was previewed. */
export const changeSubscription: Handlers["changeSubscription"] = async (context, { body }) => {
  const { env, db, organizationId, userId } = context;
  const [usage] = await Promise.all([readUsage(db), refuseContract(db)]);
  const answer = await accountOf(env, organizationId).change(organizationId, userId, body, usage);
  return { ...unwrapAnswer(answer), billing: await readBilling(context) };
};
