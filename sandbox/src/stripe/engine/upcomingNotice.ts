import type Stripe from "stripe";
import { z } from "zod";
import type { StripeWorld } from "../StripeWorld.ts";
import { amend } from "./keep.ts";
import { periodOf } from "./planUpdate.ts";
import { previewUpdate } from "./previewInvoice.ts";

/** What an account's settings begin with; they may say another number of days. */
const NOTICE_SECONDS = 7 * 86_400;

const noteSchema = z.object({ upcomingFor: z.int() });

/** When a renewal is to be announced by `invoice.upcoming`; undefined where it was, or none comes. */
export function upcomingDueAt(
  world: StripeWorld,
  { id, status, items, cancel_at: cancelAt }: Stripe.Subscription,
): number | undefined {
  const { start, end } = periodOf({ items });
  const renews = ["active", "trialing", "past_due"].includes(status);
  if (!renews || end - start <= NOTICE_SECONDS || (cancelAt !== null && cancelAt <= end))
    return undefined;
  const announced = noteSchema.safeParse(world.store.note(id)).data?.upcomingFor === end;
  return announced ? undefined : end - NOTICE_SECONDS;
}

/** Shows the invoice that will come; it has no id yet. https://docs.stripe.com/api/events/types#event_types-invoice.upcoming */
export function announceUpcoming(world: StripeWorld, subscription: Stripe.Subscription): void {
  const { id } = amend(world, "subscription", subscription.id, {});
  const { end: upcomingFor } = periodOf(subscription);
  world.store.setNote(id, { ...world.store.note(id), upcomingFor });
  const { id: _none, ...invoice } = previewUpdate(world, id, {});
  world.emit("invoice.upcoming", invoice);
}
