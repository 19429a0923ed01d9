import { callStripe } from "./callStripe.ts";
import { createStripe, type StripeSettings } from "./createStripe.ts";

/** Has an open invoice never be paid; a change that waited for it is dropped with it: https://docs.stripe.com/api/invoices/void */
export async function voidInvoice(settings: StripeSettings, invoice: string): Promise<void> {
  await callStripe(() => createStripe(settings).invoices.voidInvoice(invoice));
}
