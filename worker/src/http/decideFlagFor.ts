import {
  decideFlag,
  type Flag,
  type FlagDecision,
  type FlagKey,
  type FlagSubject,
} from "#shared/flags";
import { AppError } from "#shared/errors";
import type { Database } from "../clients/supabase/database.ts";
import { type KnownFlag, readFlags } from "./readFlags.ts";

/** A flag decided for a person, with all that went into it. */
export interface DecidedFlag extends FlagDecision {
  readonly flag: Flag;
  readonly subject: FlagSubject;
}

/**
 * Whether a flag is on for a member of an organization. `db` must see their settings: their own rights do, an
 * admin's, an operator's or the service's.
 * @throws AppError `not_found` for a key that the code does not know
 */
export async function decideFlagFor(
  db: Database,
  key: FlagKey | (string & {}),
  person: { readonly userId: string; readonly organizationId: string },
): Promise<DecidedFlag> {
  const flags = await readFlags(db, person.organizationId);
  const found = flags.find(({ flag }) => flag.key === key);
  if (found === undefined) throw new AppError("not_found");
  const { flag } = found;
  const subject = subjectOf(found, person.userId);
  return { ...decideFlag(flag, subject), flag, subject };
}

/** What is set for a person. */
export function subjectOf({ organization, people }: KnownFlag, userId: string): FlagSubject {
  const own = people.find((person) => person.userId === userId);
  return { userId, organization, user: own?.on ?? null };
}
