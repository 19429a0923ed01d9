import type { StripeCharge, StripeInvoice } from "../clients/stripe/truth.ts";
import { isoOf, isoOrNull } from "./subscriptionRow.ts";

/** An invoice as the database keeps it. What was paid back or is disputed stands on the charges of its payments. */
export function invoiceRow(invoice: StripeInvoice, charges: readonly StripeCharge[]) {
  const payments = invoice.payments.data.map(({ payment }) => payment);
  const itsCharges = charges.filter((charge) =>
    payments.some(
      ({ payment_intent: intent, charge: alone }) =>
        alone === charge.id || (intent !== undefined && intent === charge.payment_intent),
    ),
  );
  return {
    id: invoice.id,
    subscription_id: invoice.parent?.subscription_details?.subscription ?? null,
    number: invoice.number,
    status: invoice.status,
    total_cents: invoice.total,
    amount_due_cents: invoice.amount_due,
    amount_paid_cents: invoice.amount_paid,
    refunded_cents: itsCharges.reduce((sum, charge) => sum + charge.amount_refunded, 0),
    is_disputed: itsCharges.some(({ disputed }) => disputed),
    attempt_count: invoice.attempt_count,
    created_at: isoOf(invoice.created),
    paid_at: isoOrNull(invoice.status_transitions.paid_at),
    next_attempt_at: isoOrNull(invoice.next_payment_attempt),
    url: invoice.hosted_invoice_url ?? null,
    pdf_url: invoice.invoice_pdf ?? null,
  };
}
