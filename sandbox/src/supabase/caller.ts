/** The three roles that a request can run as. */
export type CallerRole = "anon" | "authenticated" | "service_role";

/** Who sends a request, as the gateway has proved it from the key and the bearer token. */
export interface Caller {
  readonly role: CallerRole;
  /** The token's claims, handed to Postgres as `request.jwt.claims`; empty for a key without claims. */
  readonly claims: Record<string, unknown>;
}
