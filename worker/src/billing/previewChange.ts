import { readMoment } from "../clients/stripe/readMoment.ts";
import { previewItems } from "../clients/stripe/previewItems.ts";
import { limitRate } from "../http/limitRate.ts";
import type { Handlers } from "../http/mountApi.ts";
import { periodOf } from "./periodOf.ts";
import { planChange } from "./planChange.ts";
import { readOffer } from "./readOffer.ts";
import { readCurrent } from "./readCurrent.ts";
import { readUsage } from "./readUsage.ts";
import { refuseContract } from "./refuseContract.ts";
import { refuseTime } from "./refuseTime.ts";
import { isoOf } from "./subscriptionRow.ts";
import { toCurrent } from "./toCurrent.ts";
import { versionOf } from "./versionOf.ts";

/** What a change would cost, reckoned by Stripe exactly as the change will be. Changes nothing. */
export const previewChange: Handlers["previewChange"] = async (context, { body }) => {
  const { env, db, organizationId } = context;
  await limitRate(env.STRIPE_BY_ORGANIZATION, organizationId);
  const [subscription, offer, usage] = await Promise.all([
    readCurrent(env, organizationId),
    readOffer(env),
    readUsage(db),
    refuseContract(db),
  ]);
  const plan = planChange(toCurrent(subscription), body.wish, offer, usage);
  refuseTime(plan, body.when, subscription);
  const period = periodOf(subscription);
  const now = await readMoment(env, subscription.test_clock);
  // Clocks differ by a moment; Stripe takes none outside the period.
  const prorationDate = Math.min(Math.max(now, period.start), period.end - 1);
  const isNow = body.when === "now";
  const { dueCents, lines } =
    isNow && plan.direction !== "none"
      ? await previewItems(env, subscription.id, plan.items, prorationDate)
      : { dueCents: 0, lines: [] };
  return {
    direction: plan.direction,
    when: body.when,
    at: isoOf(isNow ? prorationDate : period.end),
    dueNowCents: dueCents,
    lines: [...lines],
    monthlyCents: plan.monthlyCents,
    simSingles: plan.simSingles,
    simBundles: plan.simBundles,
    excess: [...plan.excess],
    prorationDate,
    version: await versionOf(subscription),
  };
};
