import type Stripe from "stripe";

/** A refusal in Stripe's words: https://docs.stripe.com/api/errors */
export class StripeError extends Error {
  readonly status: 400 | 401 | 402 | 403 | 404 | 409 | 429 | 500;
  readonly body: Omit<Stripe.StripeRawError, "headers" | "requestId" | "statusCode">;

  constructor(
    status: StripeError["status"],
    body: Omit<Stripe.StripeRawError, "headers" | "requestId" | "statusCode">,
  ) {
    super(body.message);
    this.name = "StripeError";
    this.status = status;
    this.body = body;
  }
}
