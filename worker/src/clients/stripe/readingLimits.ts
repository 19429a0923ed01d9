/** A reading is tried again as a whole: none of its requests may hold up the ones behind it. */
export const LIMITS = { timeout: 10_000, maxNetworkRetries: 1 };
/** The most that Stripe answers at once. */
export const PAGE = 100;
/** More than an organisation's life holds. */
export const MOST = 1_000;
