import type { ComponentType } from "react";
import { hasRole, type Role } from "#shared/roles";
import { DoNotCallSettings } from "./DoNotCallSettings.tsx";
import { GoalsSettings } from "./GoalsSettings.tsx";
import { LinesSettings } from "./LinesSettings.tsx";
import { ObjectionsSettings } from "./ObjectionsSettings.tsx";
import { OutcomesEditor } from "./outcomes/OutcomesEditor.tsx";
import { ScriptsSettings } from "./scripts/ScriptsSettings.tsx";
import { Appearance } from "./Appearance.tsx";
import { CallPlacement } from "./CallPlacement.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { Profile } from "./Profile.tsx";
import { Sessions } from "./Sessions.tsx";

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
  readonly Content: ComponentType;
}

const SECTIONS: readonly Section[] = [
  { path: "profile", label: "Profile", needs: "rep", group: YOU, Content: Profile },
  { path: "appearance", label: "Appearance", needs: "rep", group: YOU, Content: Appearance },
  { path: "calls", label: "Placing calls", needs: "rep", group: YOU, Content: CallPlacement },
  { path: "password", label: "Password", needs: "rep", group: YOU, Content: PasswordForm },
  { path: "sessions", label: "Sessions", needs: "rep", group: YOU, Content: Sessions },
  { path: "outcomes", label: "Outcomes", needs: "manager", group: TEAM, Content: OutcomesEditor },
  { path: "scripts", label: "Scripts", needs: "manager", group: TEAM, Content: ScriptsSettings },
  {
    path: "objections",
    label: "Objections",
    needs: "manager",
    group: TEAM,
    Content: ObjectionsSettings,
  },
  { path: "lines", label: "SIM lines", needs: "manager", group: TEAM, Content: LinesSettings },
  {
    path: "goals",
    label: "Goals and pauses",
    needs: "manager",
    group: TEAM,
    Content: GoalsSettings,
  },
  {
    path: "do-not-call",
    label: "Do not call",
    needs: "rep",
    group: TEAM,
    Content: DoNotCallSettings,
  },
];

/** The sections that a role has, in their order. */
export function sectionsFor(role: Role): readonly Section[] {
  return SECTIONS.filter((section) => hasRole(role, section.needs));
}
