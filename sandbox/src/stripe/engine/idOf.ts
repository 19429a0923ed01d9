import type Stripe from "stripe";

/** The id of what may be expanded. This stand-in keeps ids alone, but the types allow both. */
export function idOf(reference: string | { readonly id: string }): string;
export function idOf(reference: string | { readonly id: string } | null | undefined): string | null;
export function idOf(
  reference: string | { readonly id: string } | null | undefined,
): string | null {
  if (!reference) return null;
  return typeof reference === "string" ? reference : reference.id;
}

/** Whose subscription an invoice bills. */
export function subscriptionOf(invoice: Stripe.Invoice): string | null {
  return idOf(invoice.parent?.subscription_details?.subscription);
}
