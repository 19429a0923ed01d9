import { StripeError } from "../StripeError.ts";

/** Answers with a refusal while what was written stands: a declined card leaves its failed charge behind. */
export function throwKept(refusal: StripeError | StripeError["body"]): never {
  const error = refusal instanceof StripeError ? refusal : new StripeError(402, refusal);
  throw new StripeError(error.status, error.body, { keeps: true });
}
