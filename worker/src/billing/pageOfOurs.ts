import { AppError } from "#shared/errors";
import type { Env } from "../env.ts";

/** What our pages are called: plain, so that no other spelling is read as something else further on. */
const PAGE = /^\/(?:(?!(?:api|auth)(?:\/|$))[\w-]+(?:\/[\w-]+)*\/?)?$/i;
/** Stripe writes the session's id here: https://docs.stripe.com/payments/checkout/custom-success-page */
const SESSION_ID = "{CHECKOUT_SESSION_ID}";

/**
 * An address that Stripe may lead somebody to: a page of our own, and nothing that answers requests.
 * @param field where the address stands in the request
 * @throws AppError `invalid_input`, naming it
 */
export function pageOfOurs({ APP_ORIGIN }: Pick<Env, "APP_ORIGIN">, text: string, field: string) {
  const url = new URL(text);
  const isPage = url.origin === APP_ORIGIN && PAGE.test(url.pathname);
  if (!isPage || url.username !== "" || url.password !== "") {
    const message = "is no page of SalesPulse";
    throw new AppError("invalid_input", `${field}: ${message}`, {
      fields: [{ path: field, message }],
    });
  }
  // As it was understood here, not as it was written.
  return url.href.replaceAll(encodeURI(SESSION_ID), SESSION_ID);
}
