import { StripeError } from "../StripeError.ts";

interface Refusal {
  readonly code?: string;
  readonly param?: string;
  readonly status?: StripeError["status"];
}

/** Refuses a request in Stripe's words. @throws StripeError `invalid_request_error` */
export function refuse(message: string, { code, param, status = 400 }: Refusal = {}): never {
  throw new StripeError(status, {
    message,
    type: "invalid_request_error",
    ...(code && {
      code,
      doc_url: `https://docs.stripe.com/error-codes/${code.replaceAll("_", "-")}`,
    }),
    ...(param && { param }),
  });
}
