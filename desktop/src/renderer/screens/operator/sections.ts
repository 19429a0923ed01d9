import type { SignedIn } from "../../app/SignedIn.ts";
import { allowedSections, type Section } from "../sections/Section.ts";

/** A section stands here with its address, and in OperatorScreen.tsx with its content. */
const SECTIONS = [
  { path: "flags", label: "Feature flags", needs: "operator", group: "Service" },
] as const satisfies readonly Section[];
export type OperatorPath = (typeof SECTIONS)[number]["path"];

/** The sections of the operator console that a person has. */
export function operatorSections(signedIn: SignedIn): readonly Section<OperatorPath>[] {
  return allowedSections<OperatorPath>(SECTIONS, signedIn);
}
