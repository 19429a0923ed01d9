import { AppError } from "#shared/errors";
import { callStripe } from "./callStripe.ts";
import { createStripe, type StripeSettings } from "./createStripe.ts";
import { readPortal } from "./readPortal.ts";

/**
 * Opens Stripe's portal for a customer, where cards are changed and invoices shown, and no plan is.
 * @returns its address, good for some minutes
 * @throws AppError `unavailable` where `npm run stripe:sync` has set up none
 */
export function openPortalSession(
  settings: StripeSettings,
  customer: string,
  returnUrl: string,
): Promise<string> {
  return callStripe(async () => {
    const configuration = await readPortal(settings);
    if (configuration === null)
      throw new AppError("unavailable", undefined, {
        cause: "Stripe has no configuration of the portal: npm run stripe:sync makes it.",
      });
    const session = await createStripe(settings).billingPortal.sessions.create({
      customer,
      configuration,
      return_url: returnUrl,
    });
    return session.url;
  });
}
