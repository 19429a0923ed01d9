import { Stripe } from "stripe";
import { callStripe } from "./callStripe.ts";
import { createStripe, type StripeSettings } from "./createStripe.ts";
import type { ItemChange } from "./ItemChange.ts";
import { type InvoicePreview, toPreview } from "./toPreview.ts";

/** Shown beside the rest: nobody waits long for it. */
const REQUEST = { timeout: 8_000, maxNetworkRetries: 0 };

/**
 * The next invoice of a subscription as Stripe reckons it; null where none comes.
 * @param changes what its items become when the period ends, where that is decided
 */
export function previewNext(
  settings: StripeSettings,
  subscription: string,
  changes: readonly ItemChange[],
): Promise<InvoicePreview | null> {
  return callStripe(async () => {
    try {
      const details = { items: [...changes], proration_behavior: "none" as const };
      const invoice = await createStripe(settings).invoices.createPreview(
        { subscription, ...(changes.length > 0 && { subscription_details: details }) },
        REQUEST,
      );
      return toPreview(invoice);
    } catch (error) {
      if (error instanceof Stripe.errors.StripeError && error.code === "invoice_upcoming_none")
        return null;
      throw error;
    }
  });
}
