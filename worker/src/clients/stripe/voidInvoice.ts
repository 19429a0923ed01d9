import { createStripe, type StripeSettings } from "./createStripe.ts";
import { tellStripe } from "./tellStripe.ts";

/** Has an open invoice never be paid; a change that waited for it is dropped with it: https://docs.stripe.com/api/invoices/void */
export async function voidInvoice(settings: StripeSettings, invoice: string): Promise<void> {
  await tellStripe(() => createStripe(settings).invoices.voidInvoice(invoice));
}
