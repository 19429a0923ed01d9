import type Stripe from "stripe";
import { z } from "zod";
import type { StripeWorld } from "../StripeWorld.ts";
import { noteDebits } from "./draftInvoice.ts";
import type { Debit } from "./itemNote.ts";
import { writeItemNote } from "./itemNote.ts";
import { amend, emitChange } from "./keep.ts";
import { voidInvoice } from "./voidInvoice.ts";

/** What becomes of a subscription and what its items were billed, once it takes effect. */
export interface PlannedState {
  readonly changes: Partial<Stripe.Subscription>;
  readonly debits: Readonly<Record<string, Debit | null>>;
}

const waitingSchema = z.object({
  waiting: z.object({ invoice: z.string(), planned: z.custom<PlannedState>() }).nullable(),
});

/** The invoice that a pending update waits for, and what it will do: https://docs.stripe.com/billing/subscriptions/pending-updates */
export function readWaiting(world: StripeWorld, subscription: string) {
  return waitingSchema.safeParse(world.store.note(subscription)).data?.waiting ?? null;
}

export function writeWaiting(
  world: StripeWorld,
  subscription: string,
  waiting: { invoice: string; planned: PlannedState } | null,
): void {
  world.store.setNote(subscription, { ...world.store.note(subscription), waiting });
}

/** Gives a subscription its planned state; nothing is told. */
export function applyPlanned(
  world: StripeWorld,
  subscription: string,
  { changes, debits }: PlannedState,
): Stripe.Subscription {
  for (const [item, debit] of Object.entries(debits))
    writeItemNote(world, item, { subscription, debit });
  return amend(world, "subscription", subscription, changes);
}

/** The invoice was paid: what waited for it takes effect. */
export function applyPendingUpdate(
  world: StripeWorld,
  before: Stripe.Subscription,
  invoice: Stripe.Invoice,
  planned: PlannedState,
): void {
  writeWaiting(world, before.id, null);
  const after = applyPlanned(world, before.id, {
    ...planned,
    changes: { ...planned.changes, pending_update: null },
  });
  noteDebits(world, invoice);
  emitChange(world, "customer.subscription.updated", before, after);
  if (before.pending_update) world.emit("customer.subscription.pending_update_applied", after);
}

/** Discards what waits; its invoice becomes void where it still is open. `silent`: the caller tells of the subscription. */
export function dropPendingUpdate(
  world: StripeWorld,
  subscription: Stripe.Subscription,
  { silent = false } = {},
): void {
  const waiting = readWaiting(world, subscription.id);
  if (!waiting) return;
  writeWaiting(world, subscription.id, null);
  const after = amend(world, "subscription", subscription.id, { pending_update: null });
  const invoice = world.store.get("invoice", waiting.invoice);
  if (invoice.status === "open") voidInvoice(world, invoice);
  if (silent) return;
  emitChange(world, "customer.subscription.updated", subscription, after);
  world.emit("customer.subscription.pending_update_expired", after);
}
