import { z } from "zod";
import type { StripeWorld } from "../StripeWorld.ts";

const DAY_SECONDS = 86_400;

/** Four tries over three weeks, as an account's custom retry schedule: https://docs.stripe.com/billing/revenue-recovery/smart-retries */
const RETRY_DELAYS_DAYS = [3, 7, 11] as const;

const settingsSchema = z.object({
  afterLastRetry: z.enum(["cancel", "unpaid", "past_due"]).catch("cancel"),
});

/** What the account's settings do with a subscription when the last retry has failed. They stand beside `account`. */
export function readDunningSettings(world: StripeWorld): z.infer<typeof settingsSchema> {
  return settingsSchema.parse(world.store.note("account"));
}

/** When a failed payment is tried again, in Unix seconds; null after the last try. `failures`: how often it failed by itself. */
export function nextRetryAt(failures: number, now: number): number | null {
  const days = RETRY_DELAYS_DAYS[failures - 1];
  return days === undefined ? null : now + days * DAY_SECONDS;
}
