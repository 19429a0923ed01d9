import { createHmac } from "node:crypto";
import type { RolePasswords } from "./bootstrapSupabase.ts";

/**
 * The roles' passwords, derived from the superuser's. Roles belong to the cluster, so every project on it must
 * come to the same ones, at every start.
 */
export function rolePasswords(superuserUrl: string): RolePasswords {
  const secret = decodeURIComponent(new URL(superuserUrl).password);
  const password = (role: string) =>
    createHmac("sha256", secret).update(`role ${role}`).digest("hex");
  return {
    postgres: password("postgres"),
    authenticator: password("authenticator"),
    supabase_auth_admin: password("supabase_auth_admin"),
    supabase_storage_admin: password("supabase_storage_admin"),
  };
}
