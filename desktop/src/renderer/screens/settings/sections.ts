import type { SignedIn } from "../../app/SignedIn.ts";
import { allowedSections, type Section } from "../sections/Section.ts";

const YOU = "You";
const TEAM = "Everyone’s calls";

const SECTIONS = [
  { path: "profile", label: "Profile", needs: "rep", group: YOU, narrow: true },
  { path: "appearance", label: "Appearance", needs: "rep", group: YOU, narrow: true },
  { path: "calls", label: "Placing calls", needs: "rep", group: YOU, narrow: true },
  { path: "password", label: "Password", needs: "rep", group: YOU, narrow: true },
  { path: "sessions", label: "Sessions", needs: "rep", group: YOU, narrow: true },
  // Managers find it beside all else that they prepare (`/admin`).
  { path: "do-not-call", label: "Do not call", needs: "rep", upTo: "rep", group: TEAM },
] as const satisfies readonly Section[];
export type SettingsPath = (typeof SECTIONS)[number]["path"];

/** The sections of the settings that a person has: their own, and what reps share. */
export function settingsSections(signedIn: SignedIn): readonly Section<SettingsPath>[] {
  return allowedSections<SettingsPath>(SECTIONS, signedIn);
}
