import { useQuery } from "@tanstack/react-query";
import { decideFlag, type FlagDecision, type FlagKey, type OwnFlag } from "#shared/flags";
import { queries } from "../api/queries.ts";
import { useSignedIn } from "../app/SignedIn.ts";

/**
 * Whether a feature is on for the person at the screen, and why; it changes as the flag does, without a reload.
 * Null until that is known: show neither what is on nor what is off.
 */
export function useFlag(key: FlagKey): (FlagDecision & { readonly flag: OwnFlag }) | null {
  const { user } = useSignedIn();
  const flags = useQuery(queries.flags);
  const flag = flags.data?.find((each) => each.key === key);
  if (!flag) return null;
  const { organization, user: own } = flag;
  return { ...decideFlag(flag, { userId: user.id, organization, user: own }), flag };
}
