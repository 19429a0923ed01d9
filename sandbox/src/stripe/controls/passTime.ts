import { z } from "zod";
import { idOf } from "../engine/idOf.ts";
import type { StripeContext } from "../StripeContext.ts";
import { callRoute } from "./callRoute.ts";

const CLOCKS = "/v1/test_helpers/test_clocks";
const DAY_SECONDS = 86_400;
/** A renewal's invoice is a draft for an hour before it is charged. */
const RENEWAL_MARGIN_SECONDS = 3600 + 60;

export const passTimeSchema = z.enum(["day", "week", "month", "renewal"]);

/**
 * Lets time pass for one customer, everything due on the way being done. One without a test clock gets one, and lives
 * by it from then on.
 */
export function passTime(
  context: StripeContext,
  customer: string,
  by: z.infer<typeof passTimeSchema>,
): void {
  const { world, advance } = context;
  const from = world.now(customer);
  const to = by === "renewal" ? renewalOf(context, customer) : later(from, by);
  const clock =
    idOf(world.store.get("customer", customer).test_clock) ??
    z
      .object({ id: z.string() })
      .parse(callRoute(context, "POST", CLOCKS, { frozen_time: String(from), customer })).id;
  const frozenTime = String(Math.max(to, from + 1));
  callRoute(context, "POST", `${CLOCKS}/${clock}/advance`, { frozen_time: frozenTime });
  advance();
}

function later(from: number, by: "day" | "week" | "month"): number {
  if (by !== "month") return from + (by === "week" ? 7 : 1) * DAY_SECONDS;
  const date = new Date(from * 1000);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + 1);
  // 31 January and a month is the last of February, not the third of March.
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date.getTime() / 1000;
}

function renewalOf({ world }: StripeContext, customer: string): number {
  const ends = world.store
    .list("subscription", customer)
    .filter(({ status }) => status !== "canceled" && status !== "incomplete_expired")
    .flatMap(({ items }) => items.data.map(({ current_period_end: end }) => end));
  return ends.length === 0
    ? world.now(customer) + DAY_SECONDS
    : Math.min(...ends) + RENEWAL_MARGIN_SECONDS;
}
