import { limitRate } from "../http/limitRate.ts";
import type { PublicContext } from "../http/context.ts";

/**
 * Counts one try on an account: narrowly by caller and account, so that nobody locks another out by
 * failing in their name, and widely by account alone, against guessing from many addresses.
 * @throws AppError `rate_limited`
 */
export async function limitAccountTries(context: PublicContext, email: string): Promise<void> {
  await limitRate(context.env.AUTH_BY_ACCOUNT, `${context.ip} ${email}`);
  await limitRate(context.env.AUTH_BY_ACCOUNT_ANYWHERE, email);
}
