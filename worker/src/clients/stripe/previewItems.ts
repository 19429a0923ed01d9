import { callStripe } from "./callStripe.ts";
import { createStripe, type StripeSettings } from "./createStripe.ts";
import { directChange } from "./directChange.ts";
import type { ItemChange } from "./ItemChange.ts";
import { type InvoicePreview, toPreview } from "./toPreview.ts";

/** Somebody waits for a screen. */
const REQUEST = { timeout: 8_000, maxNetworkRetries: 1 };

/**
 * What Stripe would invoice if the items of a subscription were changed at once. Changes nothing.
 * https://docs.stripe.com/api/invoices/create_preview
 * @param prorationDate the moment it is reckoned from (Unix seconds), within the period that runs
 */
export function previewItems(
  settings: StripeSettings,
  subscription: string,
  items: readonly ItemChange[],
  prorationDate: number,
): Promise<InvoicePreview> {
  return callStripe(async () =>
    toPreview(
      await createStripe(settings).invoices.createPreview(
        {
          subscription,
          subscription_details: { items: [...items], ...directChange(prorationDate) },
        },
        REQUEST,
      ),
    ),
  );
}
