import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { changeBalance } from "./changeBalance.ts";
import { idOf } from "./idOf.ts";
import { amend } from "./keep.ts";

/** Makes an open invoice void: its payment is canceled, what it took of the balance goes back. */
export function voidInvoice(world: StripeWorld, invoice: Stripe.Invoice): Stripe.Invoice {
  const customer = idOf(invoice.customer) ?? "";
  const now = world.now(customer);
  stopPayments(world, invoice, "void_invoice");
  const moved = (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance;
  if (moved !== 0)
    changeBalance(world, customer, {
      amountCents: -moved,
      currency: invoice.currency,
      type: "unapplied_from_invoice",
      invoice: invoice.id,
    });
  const voided = amend(world, "invoice", invoice.id, {
    auto_advance: false,
    next_payment_attempt: null,
    status: "void",
    status_transitions: { ...invoice.status_transitions, voided_at: now },
  });
  world.emit("invoice.voided", voided);
  return voided;
}

/** The open payment of an invoice; undefined where there is none to collect. */
export function openPaymentOf(
  world: StripeWorld,
  invoice: Pick<Stripe.Invoice, "id" | "customer">,
): Stripe.InvoicePayment | undefined {
  return world.store
    .list("invoice_payment", idOf(invoice.customer) ?? undefined)
    .find((payment) => payment.invoice === invoice.id && payment.status === "open");
}

function stopPayments(world: StripeWorld, invoice: Stripe.Invoice, reason: string): void {
  const payment = openPaymentOf(world, invoice);
  if (!payment) return;
  const now = world.now(idOf(invoice.customer));
  amend(world, "invoice_payment", payment.id, {
    status: "canceled",
    status_transitions: { canceled_at: now, paid_at: null },
  });
  const intent = idOf(payment.payment.payment_intent);
  if (!intent) return;
  const canceled = amend(world, "payment_intent", intent, {
    canceled_at: now,
    cancellation_reason: reason,
    next_action: null,
    status: "canceled",
  });
  world.emit("payment_intent.canceled", canceled);
}
