import type { Stripe } from "stripe";

/** An invoice that Stripe has reckoned and not made. */
export interface InvoicePreview {
  /** What would be taken; below zero: what would be credited (cents). */
  readonly dueCents: number;
  readonly lines: readonly { readonly text: string; readonly amountCents: number }[];
}

/** Of a previewed invoice, what people are shown. */
export function toPreview({ total, amount_due, lines }: Stripe.Invoice): InvoicePreview {
  return {
    dueCents: total < 0 ? total : amount_due,
    lines: lines.data.map(({ description, amount }) => ({
      text: description ?? "",
      amountCents: amount,
    })),
  };
}
