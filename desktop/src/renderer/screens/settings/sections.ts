import type { ComponentType } from "react";
import { hasRole, type Role } from "#shared/roles";
import { Appearance } from "./Appearance.tsx";
import { CallPlacement } from "./CallPlacement.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { Profile } from "./Profile.tsx";
import { Sessions } from "./Sessions.tsx";

/** One page of the settings, at `/settings/<path>`. */
export interface Section {
  readonly path: string;
  readonly label: string;
  readonly needs: Role;
  /** Whom it concerns: the person alone, or everybody who dials. */
  readonly group: "You" | "Everyone's calls";
  readonly Content: ComponentType;
}

const SECTIONS: readonly Section[] = [
  { path: "profile", label: "Profile", needs: "rep", group: "You", Content: Profile },
  { path: "appearance", label: "Appearance", needs: "rep", group: "You", Content: Appearance },
  { path: "calls", label: "Placing calls", needs: "rep", group: "You", Content: CallPlacement },
  { path: "password", label: "Password", needs: "rep", group: "You", Content: PasswordForm },
  { path: "sessions", label: "Sessions", needs: "rep", group: "You", Content: Sessions },
];

/** The sections that a role has, in their order. */
export function sectionsFor(role: Role): readonly Section[] {
  return SECTIONS.filter((section) => hasRole(role, section.needs));
}
