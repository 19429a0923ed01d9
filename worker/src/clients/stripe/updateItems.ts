import { AppError } from "#shared/errors";
import { Stripe } from "stripe";
import { createStripe, type StripeSettings } from "./createStripe.ts";
import { directChange } from "./directChange.ts";
import type { ItemChange } from "./ItemChange.ts";
import { tellStripe } from "./tellStripe.ts";

/**
 * Changes the items of a subscription at once: what it costs more is invoiced and taken, and the change counts only once
 * that is paid (https://docs.stripe.com/billing/subscriptions/pending-updates); what it costs less is credited to the
 * next invoices. How it went stands on the subscription. Under the same key nothing happens twice.
 * One item that changes is updated itself, several through their subscription, so that they are one invoice (decision 15).
 * @param prorationDate the moment it is reckoned from (Unix seconds)
 */
export async function updateItems(
  settings: StripeSettings,
  subscription: string,
  items: readonly ItemChange[],
  { prorationDate, idempotencyKey }: { prorationDate: number; idempotencyKey: string },
): Promise<void> {
  const stripe = createStripe(settings);
  const how = {
    ...directChange(prorationDate),
    payment_behavior: "pending_if_incomplete",
  } as const;
  const [only, ...more] = items;
  await tellStripe(async () => {
    try {
      if (only !== undefined && more.length === 0 && "id" in only && !("deleted" in only))
        await updateItem(only);
      else
        await stripe.subscriptions.update(
          subscription,
          { items: [...items], ...how },
          { idempotencyKey },
        );
    } catch (error) {
      if (!hasNoCard(error)) throw error;
      throw new AppError("payment_declined", "There is no card to pay with. Please add one first.");
    }
  });

  function updateItem({ id, ...change }: { id: string; price?: string; quantity: number }) {
    return stripe.subscriptionItems.update(id, { ...change, ...how }, { idempotencyKey });
  }
}

/** Stripe names no parameter there: what is missing is not in the request. */
function hasNoCard(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    error.code === "resource_missing" &&
    error.param === undefined
  );
}
