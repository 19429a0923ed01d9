import { AppError } from "#shared/errors";
import { isMissing } from "../clients/stripe/callStripe.ts";
import { openPortalSession } from "../clients/stripe/openPortalSession.ts";
import { limitRate } from "../http/limitRate.ts";
import type { Handlers } from "../http/mountApi.ts";
import { pageOfOurs } from "./pageOfOurs.ts";
import { readCustomerId } from "./readCustomerId.ts";

/** Opens Stripe's portal for the organisation. */
export const openPortal: Handlers["openPortal"] = async (context, { body }) => {
  const { env, organizationId } = context;
  await limitRate(env.STRIPE_BY_ORGANIZATION, organizationId);
  const returnUrl = pageOfOurs(env, body.returnUrl, "returnUrl");
  const customer = await readCustomerId(env, organizationId);
  if (customer === null) throw nothingBought();
  try {
    return { url: await openPortalSession(env, customer, returnUrl) };
  } catch (error) {
    // Deleted at Stripe.
    throw isMissing(error, "customer") ? nothingBought() : error;
  }
};

function nothingBought(): AppError {
  return new AppError("conflict", "Nothing has been bought yet.");
}
