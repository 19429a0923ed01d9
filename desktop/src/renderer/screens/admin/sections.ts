import type { SignedIn } from "../../app/SignedIn.ts";
import { allowedSections, type Section } from "../sections/Section.ts";

const ORGANIZATION = "Organization";
const DELIVERIES = "Mails and webhooks";
const CALLS = "Everyone’s calls";

/** A section stands here with its address and role, and in AdminScreen.tsx with its content. */
const SECTIONS = [
  { path: "members", label: "Members", needs: "admin", group: ORGANIZATION },
  { path: "outcomes", label: "Outcomes", needs: "manager", group: CALLS },
  { path: "scripts", label: "Scripts", needs: "manager", group: CALLS },
  { path: "objections", label: "Objections", needs: "manager", group: CALLS },
  { path: "lines", label: "SIM lines", needs: "manager", group: CALLS },
  { path: "goals", label: "Goals and pauses", needs: "manager", group: CALLS },
  { path: "do-not-call", label: "Do not call", needs: "manager", group: CALLS },
  { path: "audit", label: "Audit trail", needs: "admin", group: ORGANIZATION },
  { path: "flags", label: "Feature flags", needs: "admin", group: ORGANIZATION },
  { path: "data", label: "Export and erasure", needs: "admin", group: ORGANIZATION, narrow: true },
  { path: "deliveries", label: "Deliveries", needs: "admin", group: DELIVERIES },
  { path: "alert", label: "Write to SalesPulse", needs: "admin", group: DELIVERIES },
] as const satisfies readonly Section[];
export type AdminPath = (typeof SECTIONS)[number]["path"];

/** The sections of the admin console that a person has. */
export function adminSections(signedIn: SignedIn): readonly Section<AdminPath>[] {
  return allowedSections<AdminPath>(SECTIONS, signedIn);
}
