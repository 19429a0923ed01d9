import { z } from "zod";
import { callStripe } from "./callStripe.ts";
import { createStripe, type StripeSettings } from "./createStripe.ts";

const LIMITS = { timeout: 10_000, maxNetworkRetries: 1 };

/** https://docs.stripe.com/api/checkout/sessions/object */
const sessionSchema = z.object({
  id: z.string(),
  status: z.enum(["open", "complete", "expired"]).nullable(),
  url: z.string().nullable(),
  metadata: z.record(z.string(), z.string()).nullable(),
});
export type CheckoutSession = z.infer<typeof sessionSchema>;

/** What a session sells, to whom, and where it leads back to. */
export interface CheckoutWish {
  readonly customer: string;
  readonly organizationId: string;
  readonly userId: string;
  readonly items: readonly { readonly price: string; readonly quantity: number }[];
  readonly successUrl: string;
  readonly cancelUrl: string;
  /** Our own mark of the order. */
  readonly mark: string;
}

/**
 * Opens a checkout for a subscription. How Stripe reckons it is pinned, whatever the account's default is:
 * https://docs.stripe.com/billing/subscriptions/billing-mode
 */
export function createCheckoutSession(
  settings: StripeSettings,
  wish: CheckoutWish,
): Promise<CheckoutSession> {
  const { customer, organizationId, userId, items, successUrl, cancelUrl, mark } = wish;
  return callStripe(async () => {
    const session = await createStripe(settings).checkout.sessions.create(
      {
        mode: "subscription",
        customer,
        client_reference_id: userId,
        line_items: [...items],
        success_url: successUrl,
        cancel_url: cancelUrl,
        metadata: { organization_id: organizationId, mark },
        subscription_data: {
          billing_mode: { type: "flexible" },
          metadata: { organization_id: organizationId },
        },
      },
      LIMITS,
    );
    return sessionSchema.parse(session);
  });
}

export function readCheckoutSession(
  settings: StripeSettings,
  id: string,
): Promise<CheckoutSession> {
  return callStripe(async () =>
    sessionSchema.parse(await createStripe(settings).checkout.sessions.retrieve(id, {}, LIMITS)),
  );
}

/** Closes a checkout that is open; answers false where it was no longer: paid, or lapsed. */
export function expireCheckoutSession(settings: StripeSettings, id: string): Promise<boolean> {
  return callStripe(async () => {
    const { sessions } = createStripe(settings).checkout;
    try {
      await sessions.expire(id, {}, LIMITS);
      return true;
    } catch (error) {
      const { status } = await sessions.retrieve(id, {}, LIMITS);
      if (status === "open") throw error;
      return false;
    }
  });
}
