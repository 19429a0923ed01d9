import { previewNext } from "../clients/stripe/previewNext.ts";
import { limitRate } from "../http/limitRate.ts";
import type { Handlers } from "../http/mountApi.ts";
import { changesTo } from "./changesTo.ts";
import { findCurrent } from "./findCurrent.ts";
import { nextItems } from "./nextItems.ts";
import { periodOf } from "./periodOf.ts";
import { isLive, isoOf } from "./subscriptionRow.ts";

/** What the next invoice will be, as Stripe reckons it now. */
export const getUpcomingInvoice: Handlers["getUpcomingInvoice"] = async (context) => {
  const { env, organizationId } = context;
  await limitRate(env.STRIPE_BY_ORGANIZATION, organizationId);
  const current = await findCurrent(env, organizationId);
  if (current === null || !isLive(current) || current.cancel_at !== null) return { upcoming: null };
  const { end } = periodOf(current);
  const wanted = current.schedule?.current_phase?.end_date === end ? nextItems(current) : null;
  const changes = wanted === null ? [] : changesTo(current, wanted);
  const next = await previewNext(env, current.id, changes);
  if (next === null) return { upcoming: null };
  const { dueCents, lines } = next;
  return { upcoming: { at: isoOf(end), amountDueCents: Math.max(0, dueCents), lines: [...lines] } };
};
