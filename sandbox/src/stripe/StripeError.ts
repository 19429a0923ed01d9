import type Stripe from "stripe";

/** A refusal in Stripe's words: https://docs.stripe.com/api/errors */
export class StripeError extends Error {
  readonly status: 400 | 401 | 402 | 403 | 404 | 409 | 429 | 500 | 502 | 503 | 504;
  readonly body: Omit<Stripe.StripeRawError, "headers" | "requestId" | "statusCode">;
  /** What was written before stands all the same: a declined charge leaves its traces. */
  readonly keeps: boolean;

  constructor(
    status: StripeError["status"],
    body: Omit<Stripe.StripeRawError, "headers" | "requestId" | "statusCode">,
    options: { keeps?: boolean } = {},
  ) {
    super(body.message);
    this.name = "StripeError";
    this.status = status;
    this.body = body;
    this.keeps = options.keeps ?? false;
  }
}
