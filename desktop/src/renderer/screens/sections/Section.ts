import { hasRole, type Role } from "#shared/roles";
import type { SignedIn } from "../../app/SignedIn.ts";

/** One page of a place that is divided: of the settings, or of a console. */
export interface Section<Path extends string = string> {
  /** The last part of its address. */
  readonly path: Path;
  readonly label: string;
  /** The least role, or those who run the service. */
  readonly needs: Role | "operator";
  /** The highest role that finds it here. */
  readonly upTo?: Role;
  /** What it stands under. */
  readonly group: string;
  /** Its content is a form, and is not drawn wide. */
  readonly narrow?: true;
}

/** The sections that a person may open, in their order. */
export function allowedSections<Path extends string>(
  sections: readonly Section<Path>[],
  { user, role }: SignedIn,
): readonly Section<Path>[] {
  return sections.filter(
    ({ needs, upTo }) =>
      (needs === "operator" ? user.isOperator : hasRole(role, needs)) &&
      (upTo === undefined || hasRole(upTo, role)),
  );
}
