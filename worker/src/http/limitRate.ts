import { AppError } from "#shared/errors";

/**
 * Counts one try against a limit.
 * @param period the limit's period as wrangler.toml has it (seconds)
 * @throws AppError `rate_limited` where the limit is reached
 */
export async function limitRate(limit: RateLimit, key: string, period = 60): Promise<void> {
  const { success } = await limit.limit({ key });
  if (!success) throw new AppError("rate_limited", undefined, { retryAfterSeconds: period });
}
