import { z } from "zod";

/** What a member of an organisation may be, from least to most. */
export const ROLES = ["rep", "manager", "admin"] as const;

export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** True where `role` allows at least what `needed` allows. */
export function hasRole(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
