import { AppError } from "#shared/errors";

/** The period of every limit in wrangler.toml. */
const PERIOD_SECONDS = 60;

/** Counts one try against a limit. @throws AppError `rate_limited` where it is reached */
export async function limitRate(limit: RateLimit, key: string): Promise<void> {
  const { success } = await limit.limit({ key });
  if (!success)
    throw new AppError("rate_limited", undefined, { retryAfterSeconds: PERIOD_SECONDS });
}
