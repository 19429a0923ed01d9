import { z } from "zod";
import { callStripe } from "./callStripe.ts";
import { createStripe, type StripeSettings } from "./createStripe.ts";

const LIMITS = { timeout: 10_000, maxNetworkRetries: 1 };
const customerSchema = z.object({ id: z.string() });

/**
 * Makes the customer that an organisation is; asked again within a day, it answers the same one
 * (https://docs.stripe.com/api/idempotent_requests). Its name and address are told it later: a request that is sent
 * again must not have changed.
 * @param before the customer that it was before and that was deleted at Stripe
 */
export function createCustomer(
  settings: StripeSettings,
  organizationId: string,
  before: string | null,
): Promise<string> {
  return callStripe(async () => {
    const customer = await createStripe(settings).customers.create(
      { metadata: { organization_id: organizationId } },
      { ...LIMITS, idempotencyKey: `customer ${organizationId} ${before ?? "first"}` },
    );
    return customerSchema.parse(customer).id;
  });
}

/** Tells Stripe what an organisation is called and where its mails go. */
export function describeCustomer(
  settings: StripeSettings,
  id: string,
  { name, email }: { name: string; email: string },
): Promise<void> {
  return callStripe(async () => {
    await createStripe(settings).customers.update(id, { name, email }, LIMITS);
  });
}
