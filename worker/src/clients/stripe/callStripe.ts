import { AppError } from "#shared/errors";
import { Stripe } from "stripe";

/**
 * Runs requests to Stripe; what fails becomes the product's error (https://docs.stripe.com/error-handling): a card that
 * was refused `payment_declined` with Stripe's words, no answer and too many requests `unavailable`. Anything else is a
 * fault of ours and stays as it is.
 */
export async function callStripe<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Stripe.errors.StripeCardError)
      throw new AppError("payment_declined", cause.message, { cause });
    const mayDoLater =
      cause instanceof Stripe.errors.StripeConnectionError ||
      cause instanceof Stripe.errors.StripeRateLimitError ||
      cause instanceof Stripe.errors.StripeAPIError ||
      // Two requests under one idempotency key at once: https://docs.stripe.com/api/idempotent_requests
      (cause instanceof Stripe.errors.StripeError && cause.statusCode === 409) ||
      // Mended in the settings: until then it is closed.
      cause instanceof Stripe.errors.StripeAuthenticationError ||
      cause instanceof Stripe.errors.StripePermissionError;
    if (mayDoLater) throw new AppError("unavailable", undefined, { cause });
    throw cause;
  }
}

/** Whether Stripe refused because something is not there (any more): what `param` names, or what was asked for by its id. */
export function isMissing(error: unknown, param?: string): boolean {
  return (
    error instanceof Stripe.errors.StripeError &&
    error.code === "resource_missing" &&
    (param === undefined || error.param === param)
  );
}
