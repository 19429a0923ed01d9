import { MOST_HELD, type SessionSync } from "#shared/dialing";
import type { DialState } from "./dialState.ts";

/** How many leads are held ahead: the one in front of the rep, and two for a moment without a network. */
export const LEADS_AHEAD = 3;

/** What the desktop tells the Worker of its session; null where there is none. */
export function toSync(state: DialState): SessionSync | null {
  if (state.kind === "idle") return null;
  const { held, chosenId, taking, list, remaining } = state.session;
  const others = held.filter(({ lead }) => lead.id !== chosenId || taking !== null);
  // What may not be called is let go once the rep has left it; of what was walked past, only so much is kept.
  const kept = others.filter(
    ({ refusal }) =>
      refusal === null ||
      // Of the next lead the same would be said.
      refusal === "address_unproven" ||
      refusal === "read_only" ||
      (refusal === "no_time_zone" && (remaining?.callable ?? 0) === 0),
  );
  const tooMany = kept.slice(MOST_HELD - 1);
  return {
    listId: list?.id ?? null,
    status: state.kind === "paused" ? "paused" : "dialing",
    pauseReason: state.kind === "paused" ? state.reason : null,
    target: list === null ? 0 : LEADS_AHEAD,
    release: others
      .filter((each) => !kept.includes(each) || tooMany.includes(each))
      .map(({ lead }) => lead.id),
    take: taking?.id ?? null,
  };
}
