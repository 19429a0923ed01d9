import type { SignedIn } from "../../app/SignedIn.ts";
import { allowedSections, type Section } from "../sections/Section.ts";

const SERVICE = "Service";
const DELIVERIES = "Mails and webhooks";

/** A section stands here with its address, and in OperatorScreen.tsx with its content. */
const SECTIONS = [
  { path: "organizations", label: "Organizations", needs: "operator", group: SERVICE },
  { path: "flags", label: "Feature flags", needs: "operator", group: SERVICE },
  { path: "prices", label: "Prices", needs: "operator", group: SERVICE },
  { path: "service", label: "Settings", needs: "operator", group: SERVICE, narrow: true },
  { path: "deliveries", label: "Deliveries", needs: "operator", group: DELIVERIES },
  { path: "alerts", label: "Alerts", needs: "operator", group: DELIVERIES },
  { path: "audit", label: "Audit trail", needs: "operator", group: SERVICE },
] as const satisfies readonly Section[];
export type OperatorPath = (typeof SECTIONS)[number]["path"];

/** The sections of the operator console that a person has. */
export function operatorSections(signedIn: SignedIn): readonly Section<OperatorPath>[] {
  return allowedSections<OperatorPath>(SECTIONS, signedIn);
}
