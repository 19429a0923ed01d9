import { create } from "zustand";
import type { Billing } from "#shared/billing";

/** A payment that somebody makes in their browser, as long as this window waits for it. */
interface PaymentPage {
  readonly url: string;
  /** What stood there when it was opened; something else: the payment has counted. */
  readonly before: string;
}

/** Outlives the screen, since people look at other things meanwhile. */
export const usePaymentPage = create<PaymentPage | { readonly url: null }>(() => ({ url: null }));

/** Waits for what a payment changes. */
export function awaitPayment(url: string, billing: Billing): void {
  usePaymentPage.setState({ url, before: standing(billing) }, true);
}

export function stopAwaiting(): void {
  usePaymentPage.setState({ url: null }, true);
}

/** Whether what was waited for has come. */
export function hasArrived(page: PaymentPage, billing: Billing): boolean {
  return page.before !== standing(billing);
}

/** What a payment changes. */
function standing({ subscription, openInvoice }: Billing): string {
  return JSON.stringify([
    subscription?.id,
    subscription?.status,
    subscription?.version,
    subscription?.pendingPayment?.url,
    openInvoice?.id,
  ]);
}
