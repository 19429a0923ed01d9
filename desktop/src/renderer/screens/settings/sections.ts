import { hasRole, type Role } from "#shared/roles";

const YOU = "You";
const TEAM = "Everyone’s calls";
/** Whom a section concerns: the person alone, or everybody who dials. */
export const SECTION_GROUPS = [YOU, TEAM] as const;

/** One page of the settings, at `/settings/<path>`. */
export interface Section {
  readonly path: string;
  readonly label: string;
  readonly needs: Role;
  readonly group: (typeof SECTION_GROUPS)[number];
}

const SECTIONS = [
  { path: "profile", label: "Profile", needs: "rep", group: YOU },
  { path: "appearance", label: "Appearance", needs: "rep", group: YOU },
  { path: "calls", label: "Placing calls", needs: "rep", group: YOU },
  { path: "password", label: "Password", needs: "rep", group: YOU },
  { path: "sessions", label: "Sessions", needs: "rep", group: YOU },
  { path: "outcomes", label: "Outcomes", needs: "manager", group: TEAM },
  { path: "scripts", label: "Scripts", needs: "manager", group: TEAM },
  { path: "objections", label: "Objections", needs: "manager", group: TEAM },
  { path: "lines", label: "SIM lines", needs: "manager", group: TEAM },
  { path: "goals", label: "Goals and pauses", needs: "manager", group: TEAM },
  { path: "do-not-call", label: "Do not call", needs: "rep", group: TEAM },
] as const satisfies readonly Section[];
export type SectionPath = (typeof SECTIONS)[number]["path"];

/** The sections that a role has, in their order. */
export function sectionsFor(role: Role): readonly (Section & { readonly path: SectionPath })[] {
  return SECTIONS.filter((section) => hasRole(role, section.needs));
}
