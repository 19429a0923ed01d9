import { z } from "zod";
import type { StripeWorld } from "../StripeWorld.ts";
import { amend } from "./keep.ts";

/** "Occurs three days before a subscription's trial period is scheduled to end, or immediately when a trial is ended early": https://docs.stripe.com/api/events/types */
export const TRIAL_NOTICE_SECONDS = 3 * 86_400;

const noteSchema = z.object({ trialNoticeFor: z.int() });

/** Which end of a trial was announced already. */
export function readNoticedTrial(world: StripeWorld, id: string): number | undefined {
  return noteSchema.safeParse(world.store.note(id)).data?.trialNoticeFor;
}

/** Announces a trial's end, once. */
export function noticeTrialEnd(world: StripeWorld, id: string): void {
  const subscription = amend(world, "subscription", id, {});
  if (readNoticedTrial(world, id) === subscription.trial_end) return;
  world.store.setNote(id, { ...world.store.note(id), trialNoticeFor: subscription.trial_end });
  world.emit("customer.subscription.trial_will_end", subscription);
}
