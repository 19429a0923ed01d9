import { type FlagExplanation, placeInRollout } from "#shared/flags";
import type { Database } from "../clients/supabase/database.ts";
import { decideFlagFor } from "../http/decideFlagFor.ts";

/** Nobody's organization: no setting is nearer than the service's. */
const NONE = "00000000-0000-0000-0000-000000000000";

/** Why a flag is on or off for a person, as far as `db` sees what is set for them. */
export async function explain(
  db: Database,
  key: string,
  { person, organization }: Pick<FlagExplanation, "person" | "organization">,
): Promise<FlagExplanation> {
  const decided = await decideFlagFor(db, key, {
    userId: person.userId,
    organizationId: organization?.id ?? NONE,
  });
  return { person, organization, place: placeInRollout(key, person.userId), ...decided };
}
