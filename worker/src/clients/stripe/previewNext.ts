import { Stripe } from "stripe";
import { callStripe } from "./callStripe.ts";
import { createStripe, type StripeSettings } from "./createStripe.ts";
import { type InvoicePreview, toPreview } from "./toPreview.ts";

/** Shown beside the rest: nobody waits long for it. */
const REQUEST = { timeout: 8_000, maxNetworkRetries: 0 };

/**
 * The next invoice of a subscription as Stripe reckons it; null where none comes.
 * @param schedule what the subscription becomes when its period ends, where that is decided
 */
export function previewNext(
  settings: StripeSettings,
  subscription: string,
  schedule: string | null,
): Promise<InvoicePreview | null> {
  return callStripe(async () => {
    try {
      return toPreview(
        await createStripe(settings).invoices.createPreview(
          schedule === null ? { subscription } : { schedule },
          REQUEST,
        ),
      );
    } catch (error) {
      if (error instanceof Stripe.errors.StripeError && error.code === "invoice_upcoming_none")
        return null;
      throw error;
    }
  });
}
