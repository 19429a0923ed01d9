/** The database roles that a request can act as. */
export const API_ROLES = ["anon", "authenticated", "service_role"] as const;
