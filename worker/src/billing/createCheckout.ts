import { z } from "zod";
import { parseRow } from "../clients/supabase/rows.ts";
import type { MemberContext } from "../http/context.ts";
import { limitRate } from "../http/limitRate.ts";
import type { Handlers } from "../http/mountApi.ts";
import { unwrapAnswer } from "../http/rpcAnswer.ts";
import { accountOf } from "./accountOf.ts";
import { orderOf } from "./orderOf.ts";
import { pageOfOurs } from "./pageOfOurs.ts";
import { readOffer } from "./readOffer.ts";
import { readUsage } from "./readUsage.ts";
import { refuseContract } from "./refuseContract.ts";

/** Opens Stripe's checkout. Nothing is asked of Stripe before all that was sent is found to be allowed. */
export const createCheckout: Handlers["createCheckout"] = async (context, { body }) => {
  const { env, db, organizationId, me } = context;
  await limitRate(env.STRIPE_BY_ORGANIZATION, organizationId);
  const successUrl = pageOfOurs(env, body.successUrl, "successUrl");
  const cancelUrl = pageOfOurs(env, body.cancelUrl, "cancelUrl");
  const email = await readAddress(context, body.userId);
  await refuseContract(db);
  const [usage, offer] = await Promise.all([readUsage(db), readOffer(env)]);
  const order = {
    organizationName: me.membership?.organization.name ?? "",
    userId: body.userId,
    email,
    items: orderOf(body, { ...offer, usage }),
    successUrl,
    cancelUrl,
  };
  return unwrapAnswer(await accountOf(env, organizationId).checkout(organizationId, order));
};

/** Where somebody of the caller's organisation gets mail. @throws AppError `not_found` for anybody else */
async function readAddress({ db, organizationId }: MemberContext, userId: string) {
  const found = await db
    .from("memberships")
    .select("...profiles (email)")
    .eq("organization_id", organizationId)
    .eq("user_id", userId);
  return parseRow(found, z.object({ email: z.string() })).email;
}
