import { previewNext } from "../clients/stripe/previewNext.ts";
import type { Handlers } from "../http/mountApi.ts";
import { findCurrent } from "./findCurrent.ts";
import { periodOf } from "./periodOf.ts";
import { isLive, isoOf } from "./subscriptionRow.ts";

/** What the next invoice will be, as Stripe reckons it now. */
export const getUpcomingInvoice: Handlers["getUpcomingInvoice"] = async (context) => {
  const { env, organizationId } = context;
  const current = await findCurrent(env, organizationId);
  if (current === null || !isLive(current) || current.cancel_at !== null) return { upcoming: null };
  const next = await previewNext(env, current.id, current.schedule?.id ?? null);
  if (next === null) return { upcoming: null };
  const { dueCents, lines } = next;
  const at = isoOf(periodOf(current).end);
  return { upcoming: { at, amountDueCents: Math.max(0, dueCents), lines: [...lines] } };
};
