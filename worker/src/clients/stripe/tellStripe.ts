import { AppError } from "#shared/errors";
import { Stripe } from "stripe";
import { callStripe } from "./callStripe.ts";

/**
 * Has Stripe change something that was read a moment before. Where it refuses, that has changed meanwhile: it was paid,
 * its period ended, somebody changed it in Stripe's dashboard.
 * @throws AppError `conflict`, and as callStripe does
 */
export function tellStripe<T>(work: () => Promise<T>): Promise<T> {
  return callStripe(async () => {
    try {
      return await work();
    } catch (cause) {
      if (!(cause instanceof Stripe.errors.StripeInvalidRequestError) || cause.statusCode === 409)
        throw cause;
      throw new AppError("conflict", undefined, { cause });
    }
  });
}
