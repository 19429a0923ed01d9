import { AuthError } from "./AuthError.ts";

/** How many requests one address may make in five minutes, by kind. */
export interface RateLimitSettings {
  /** `POST /signup`. */
  readonly signUp: number;
  /** `POST /token`. */
  readonly token: number;
  /** `GET` and `POST /verify`. */
  readonly verify: number;
}

/**
 * Hosted projects start with 30 sign-ups and verifications and 150 token requests in five minutes for an address
 * (https://supabase.com/docs/guides/auth/rate-limits). On a laptop everybody comes from one address, so the
 * sandbox allows 1,000 of each.
 */
export const SANDBOX_RATE_LIMITS: RateLimitSettings = {
  signUp: 1_000,
  token: 1_000,
  verify: 1_000,
};

const WINDOW_MS = 5 * 60 * 1000;

export interface RateLimits {
  /** Counts one request, or throws the answer 429. */
  take(kind: keyof RateLimitSettings, address: string): void;
}

/** Counts requests by kind and address in fixed windows of five minutes of the clock `now`. */
export function createRateLimits(settings: RateLimitSettings, now: () => Date): RateLimits {
  let window = 0;
  let counts = new Map<string, number>();
  return {
    take(kind, address) {
      const current = Math.floor(now().getTime() / WINDOW_MS);
      if (current !== window) {
        window = current;
        counts = new Map();
      }
      const key = `${kind} ${address}`;
      const count = (counts.get(key) ?? 0) + 1;
      if (count > settings[kind]) {
        throw new AuthError(429, "over_request_rate_limit", "Request rate limit reached");
      }
      counts.set(key, count);
    },
  };
}
