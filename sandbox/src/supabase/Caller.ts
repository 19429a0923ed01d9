/** The three database roles that a request can run as. */
export const API_ROLES = ["anon", "authenticated", "service_role"] as const;

/** Who sends a request, as the gateway has proved it from the key and the bearer token. */
export interface Caller {
  readonly role: (typeof API_ROLES)[number];
  /** The token's claims, handed to Postgres as `request.jwt.claims`; empty for a key without claims. */
  readonly claims: Record<string, unknown>;
}
