/** What holds however the line stands. */
interface Known {
  /** The last place heard of; null before the first welcome. */
  readonly position: string | null;
  /** Tries and short-lived lines since one has stood for a while. */
  readonly failures: number;
  /** Counts the tries, so that what an earlier one still says is passed over. */
  readonly attempt: number;
  /** Since when nothing is heard (ms since 1970); null while the line stands. */
  readonly downSinceMs: number | null;
  /** Whether the network reaches SalesPulse, as the page's other requests tell. */
  readonly isOnline: boolean;
  /** The service asks for a newer version of this desktop. */
  readonly isTooOld: boolean;
}

/** The live line: none, on its way, standing, or resting until the next try. Times are ms since 1970. */
export type LineState = Known &
  (
    | { readonly kind: "off" }
    | { readonly kind: "asking" }
    | { readonly kind: "opening"; readonly giveUpAtMs: number }
    | {
        readonly kind: "standing";
        readonly sinceMs: number;
        readonly pingAtMs: number;
        /** When a ping that was sent counts as not answered; null where none is on its way. */
        readonly pongByMs: number | null;
        /** Whether the last tick came so late that a silence says nothing. */
        readonly wasLate: boolean;
        /** When to ask whether this version is still taken; null: no reason to. */
        readonly checkAtMs: number | null;
      }
    | {
        readonly kind: "resting";
        readonly untilMs: number;
        /** Whether somebody who comes back cuts the pause short: not where it is the service's wish. */
        readonly mayHurry: boolean;
      }
  );

export const NO_LINE: LineState = {
  kind: "off",
  position: null,
  failures: 0,
  attempt: 0,
  downSinceMs: null,
  isOnline: true,
  isTooOld: false,
};

/** Down for less, a line is not worth a word (ms). */
export const WORTH_A_WORD_MS = 5_000;

/** How the line looks to the person: `paused` where what stands on the screen may be old. */
export type LineLook = "live" | "starting" | "paused" | "tooOld" | "off";

export function lookOf(state: LineState, nowMs: number): LineLook {
  if (state.kind === "off") return "off";
  if (state.isTooOld) return "tooOld";
  if (state.downSinceMs === null) return "live";
  return nowMs - state.downSinceMs < WORTH_A_WORD_MS ? "starting" : "paused";
}

/** When the machine is to be told that time has passed (ms since 1970); null: not by time. */
export function nextTickMs(state: LineState, nowMs: number): number | null {
  const times: number[] = [];
  if (lookOf(state, nowMs) === "starting" && state.downSinceMs !== null)
    times.push(state.downSinceMs + WORTH_A_WORD_MS);
  if (state.kind === "opening") times.push(state.giveUpAtMs);
  if (state.kind === "standing")
    times.push(state.pongByMs ?? state.pingAtMs, state.checkAtMs ?? Infinity);
  if (state.kind === "resting" && state.isOnline) times.push(state.untilMs);
  return times.length === 0 ? null : Math.min(...times);
}
