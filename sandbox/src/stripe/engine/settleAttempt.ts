import type Stripe from "stripe";
import { z } from "zod";
import type { StripeWorld } from "../StripeWorld.ts";
import type { Attempted } from "./attemptPayment.ts";
import { nextRetryAt } from "./dunning.ts";
import { followFailed, followPaid } from "./followInvoice.ts";
import { idOf, subscriptionOf } from "./idOf.ts";
import { amend, emitChange } from "./keep.ts";
import { readWaiting } from "./pendingUpdate.ts";
import { openPaymentOf } from "./voidInvoice.ts";

const failuresSchema = z.object({ failures: z.int().catch(0) });

/** Carries an attempt's outcome over to the invoice that the payment intent collects, and to its subscription. */
export function settleAttempt(
  world: StripeWorld,
  { intent }: Attempted,
  { automatic }: { automatic: boolean },
): void {
  const { invoice: id } = world.store.note(intent.id);
  const invoice = typeof id === "string" ? world.store.find("invoice", id) : undefined;
  if (!invoice || invoice.status !== "open") return;
  if (intent.status === "succeeded") settlePaid(world, invoice, intent);
  else settleFailed(world, invoice, intent.status === "requires_action", automatic);
}

function settlePaid(
  world: StripeWorld,
  before: Stripe.Invoice,
  intent: Stripe.PaymentIntent,
): void {
  const customer = idOf(before.customer) ?? "";
  const now = world.now(customer);
  const invoice = amend(
    world,
    "invoice",
    before.id,
    {
      amount_paid: before.amount_due,
      amount_remaining: 0,
      attempt_count: before.attempt_count + 1,
      attempted: true,
      auto_advance: false,
      next_payment_attempt: null,
      status: "paid",
      status_transitions: { ...before.status_transitions, paid_at: now },
    },
    "invoice.updated",
  );
  const open = openPaymentOf(world, invoice);
  const payment =
    open &&
    amend(world, "invoice_payment", open.id, {
      amount_paid: intent.amount_received,
      status: "paid",
      status_transitions: { canceled_at: null, paid_at: now },
    });
  world.emit("invoice.paid", invoice);
  world.emit("invoice.payment_succeeded", invoice);
  if (payment) world.emit("invoice_payment.paid", payment);
  setDelinquent(world, customer, false);
  followPaid(world, invoice);
}

/** `action`: the holder must prove themselves. Only what failed by itself is tried again by itself. */
export function settleFailed(
  world: StripeWorld,
  before: Stripe.Invoice,
  action: boolean,
  automatic: boolean,
): void {
  const customer = idOf(before.customer) ?? "";
  const { failures } = failuresSchema.parse(world.store.note(before.id));
  const subscription = subscriptionOf(before);
  const retried =
    automatic &&
    before.auto_advance === true &&
    before.billing_reason !== "subscription_create" &&
    !(subscription && readWaiting(world, subscription)?.invoice === before.id);
  if (retried) world.store.setNote(before.id, { failures: failures + 1 });
  const nextAttempt = retried
    ? nextRetryAt(failures + 1, world.now(customer))
    : before.next_payment_attempt;
  const invoice = amend(world, "invoice", before.id, {
    attempt_count: before.attempt_count + 1,
    attempted: true,
    next_payment_attempt: nextAttempt,
  });
  emitChange(world, "invoice.updated", before, invoice);
  if (action) world.emit("invoice.payment_action_required", invoice);
  world.emit("invoice.payment_failed", invoice);
  setDelinquent(world, customer, true);
  followFailed(world, invoice, { last: retried && nextAttempt === null });
}

/** "Whether the latest charge for the customer's latest invoice failed": https://docs.stripe.com/api/customers/object */
function setDelinquent(world: StripeWorld, customer: string, delinquent: boolean): void {
  if (customer) amend(world, "customer", customer, { delinquent }, "customer.updated");
}
