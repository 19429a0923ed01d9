import type { Pool } from "pg";
import type { RateLimits } from "./RateLimits.ts";
import type { SigningKey } from "./tokens/SigningKey.ts";

/** What the Auth server's endpoints share. */
export interface AuthContext {
  /** Connects as `supabase_auth_admin`. */
  readonly pool: Pool;
  readonly signing: SigningKey;
  /** Address of this server, e.g. `http://127.0.0.1:54321/auth/v1`: the claim `iss` and the start of action links. */
  readonly issuer: string;
  /** Where links lead when a request names no allowed address. */
  readonly siteUrl: string;
  /** Further addresses that links may lead to, by their beginnings. */
  readonly redirectUrls: readonly string[];
  readonly passwordMinLength: number;
  readonly limits: RateLimits;
  readonly now: () => Date;
  readonly log: (line: string) => void;
}
