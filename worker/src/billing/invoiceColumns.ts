/** The columns of an invoice as `invoiceSchema` names them. */
export const INVOICE_COLUMNS =
  "id, number, status, totalCents:total_cents, amountDueCents:amount_due_cents, amountPaidCents:amount_paid_cents, " +
  "refundedCents:refunded_cents, isDisputed:is_disputed, createdAt:created_at, paidAt:paid_at, " +
  "nextAttemptAt:next_attempt_at, url, pdfUrl:pdf_url";
