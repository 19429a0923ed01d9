import { ERRORS, type ErrorCode } from "#shared/errors";
import { comparePositions, liveMessageSchema } from "#shared/live";
import { NO_LINE, type LineState } from "./lineState.ts";

/** What happens to the line. What belongs to one try carries its number. */
export type LineEvent =
  | { readonly kind: "start"; readonly isOnline: boolean }
  | { readonly kind: "stop" }
  | {
      readonly kind: "ticket";
      readonly attempt: number;
      readonly url: string;
      readonly ticket: string;
    }
  | {
      readonly kind: "noTicket";
      readonly attempt: number;
      readonly code: ErrorCode;
      readonly retryAfterMs: number;
    }
  | { readonly kind: "opened"; readonly attempt: number }
  | { readonly kind: "heard"; readonly attempt: number; readonly text: string }
  | { readonly kind: "closed"; readonly attempt: number; readonly code: number }
  | { readonly kind: "network"; readonly isOnline: boolean }
  /** The page is looked at again, or the computer has slept: the line may have died unheard. */
  | { readonly kind: "woke" }
  | { readonly kind: "tick" };

/** What the shell is to do. */
export type LineEffect =
  | { readonly kind: "askTicket"; readonly attempt: number }
  | {
      readonly kind: "open";
      readonly attempt: number;
      readonly url: string;
      readonly ticket: string;
    }
  | { readonly kind: "send"; readonly text: string }
  | { readonly kind: "hangUp" }
  /** Somebody changed something. */
  | { readonly kind: "changed"; readonly about: string; readonly entityId: string | null }
  /** Whatever is on the screen may be old. */
  | { readonly kind: "allStale" }
  | { readonly kind: "lookWhoIsIn" };

interface Step {
  readonly state: LineState;
  readonly effects: readonly LineEffect[];
}

/** How often a quiet line is asked whether it stands, and how soon it must answer (ms). */
export const PING_EVERY_MS = 25_000;
export const PONG_WITHIN_MS = 8_000;
/** The same where there is reason to doubt the line (ms). */
export const DOUBTED_PONG_WITHIN_MS = 3_000;
/** How long a line may take from its ticket to its welcome (ms); the ticket holds for 30 s. */
export const OPEN_WITHIN_MS = 12_000;
/** The second try comes within this time, each further one within twice as much, up to the longest (ms). */
export const FIRST_PAUSE_MS = 1_000;
export const LONGEST_PAUSE_MS = 15_000;
/** What trying again soon does not mend (ms). */
export const LONG_PAUSE_MS = 300_000;
/** How often a desktop that is too old asks whether it still is (ms). */
export const ASK_WHETHER_TOO_OLD_MS = 3_600_000;
/** All desktops hear of the service's settings together, and ask within this time what follows for them (ms). */
export const CHECK_WITHIN_MS = 20_000;
/** A line that stood so long (ms) has proved itself: the next try comes at once. */
export const PROVEN_AFTER_MS = 10_000;
/** A tick that comes so late (ms) says that the computer slept. */
const SLEPT_MS = 10_000;

/** Why the hub closes a line (worker/src/realtime/LiveHub.ts). */
const BAD_MESSAGE = 4400;
const SESSION_ENDED = 4401;
const GROWN_OLD = 4408;
const TOO_MANY = 4429;

/**
 * Decides what becomes of the live line. `random` is drawn from [0, 1): pauses are drawn from their whole length, so
 * that a floor of desktops that lost their lines together does not come back together.
 */
export function step(state: LineState, event: LineEvent, nowMs: number, random: number): Step {
  switch (event.kind) {
    case "start":
      return ask({ ...NO_LINE, attempt: state.attempt, isOnline: event.isOnline }, nowMs);
    case "stop":
      return hungUp(state, { ...NO_LINE, attempt: state.attempt });
    case "network":
      return lookAfter({ ...state, isOnline: event.isOnline }, nowMs);
    case "woke":
      return lookAfter(state, nowMs);
    case "tick":
      return onTick(state, nowMs, random);
    case "ticket":
      if (state.kind !== "asking" || event.attempt !== state.attempt) return same(state);
      return {
        state: {
          ...knownOf(state),
          kind: "opening",
          giveUpAtMs: nowMs + OPEN_WITHIN_MS,
          isTooOld: false,
        },
        effects: [{ kind: "open", attempt: state.attempt, url: event.url, ticket: event.ticket }],
      };
    case "noTicket":
      if (event.attempt !== state.attempt) return same(state);
      if (state.kind === "standing" && event.code === "update_required")
        return hungUp(state, onNoTicket(state, event, nowMs, random).state);
      return state.kind === "asking" ? onNoTicket(state, event, nowMs, random) : same(state);
    case "opened":
      if (state.kind !== "opening" || event.attempt !== state.attempt) return same(state);
      return {
        state,
        effects: [{ kind: "send", text: JSON.stringify({ kind: "hello", after: state.position }) }],
      };
    case "heard":
      return event.attempt === state.attempt
        ? onHeard(state, event.text, nowMs, random)
        : same(state);
    case "closed":
      if (event.attempt !== state.attempt || state.kind === "resting" || state.kind === "off")
        return same(state);
      return onClosed(state, event.code, nowMs, random);
    default:
      return event satisfies never;
  }
}

const same = (state: LineState): Step => ({ state, effects: [] });

/** What holds beyond the kind of state. */
function knownOf(state: LineState) {
  const { position, failures, attempt, downSinceMs, isOnline, isTooOld } = state;
  return { position, failures, attempt, downSinceMs, isOnline, isTooOld };
}

function ask(state: LineState, nowMs: number): Step {
  const attempt = state.attempt + 1;
  const downSinceMs = state.downSinceMs ?? nowMs;
  return {
    state: { ...knownOf(state), kind: "asking", attempt, downSinceMs },
    effects: [{ kind: "askTicket", attempt }],
  };
}

function rest(state: LineState, forMs: number, nowMs: number, mayHurry = false): LineState {
  const downSinceMs = state.downSinceMs ?? nowMs;
  return { ...knownOf(state), kind: "resting", downSinceMs, untilMs: nowMs + forMs, mayHurry };
}

function tryAgain(state: LineState, nowMs: number, random: number): Step {
  const { failures } = state;
  const failed = { ...state, failures: failures + 1 };
  if (failures === 0 && state.isOnline) return ask(failed, nowMs);
  const longestMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, failures - 1));
  return same(rest(failed, random * longestMs, nowMs, true));
}

function hungUp(from: LineState, to: LineState): Step {
  const isOpen = from.kind === "opening" || from.kind === "standing";
  return { state: to, effects: isOpen ? [{ kind: "hangUp" }] : [] };
}

function onNoTicket(
  state: LineState,
  { code, retryAfterMs }: Extract<LineEvent, { kind: "noTicket" }>,
  nowMs: number,
  random: number,
): Step {
  if (code === "update_required")
    return same(rest({ ...state, isTooOld: true }, ASK_WHETHER_TOO_OLD_MS, nowMs));
  if (code === "rate_limited")
    return same(rest(state, Math.max(LONGEST_PAUSE_MS, retryAfterMs) * (1 + random), nowMs));
  if (ERRORS[code].retry)
    return tryAgain({ ...state, failures: Math.max(1, state.failures) }, nowMs, random);
  const isOut = code === "not_signed_in" || code === "no_organization" || code === "forbidden";
  return {
    state: rest(state, LONG_PAUSE_MS, nowMs),
    effects: isOut ? [{ kind: "lookWhoIsIn" }] : [],
  };
}

function onHeard(state: LineState, text: string, nowMs: number, random: number): Step {
  const alive = { pingAtMs: nowMs + PING_EVERY_MS, pongByMs: null, wasLate: false };
  const heard = state.kind === "standing" ? { ...state, ...alive } : state;
  const message = liveMessageSchema.safeParse(parseJson(text)).data;
  // A pong, or what a later version says.
  if (message === undefined) return same(heard);
  if (message.kind === "welcome") {
    const { position } = message;
    // One that stands may be told that it was too far behind.
    if (heard.kind === "standing" && message.missed)
      return { state: { ...heard, position }, effects: [{ kind: "allStale" }] };
    if (state.kind !== "opening") return same(heard);
    return {
      state: {
        ...knownOf(state),
        kind: "standing",
        sinceMs: nowMs,
        ...alive,
        checkAtMs: null,
        position,
        downSinceMs: null,
      },
      effects: state.position === null || message.missed ? [{ kind: "allStale" }] : [],
    };
  }
  if (heard.kind !== "standing") return same(heard);
  const known = heard.position;
  const fresh = message.events.filter(
    ({ position }) => known === null || comparePositions(position, known) > 0,
  );
  const position = fresh.at(-1)?.position ?? known;
  // The service's settings say among others which versions it takes.
  const isOfService = fresh.some(({ about }) => about === "service");
  const checkAtMs = isOfService ? nowMs + random * CHECK_WITHIN_MS : heard.checkAtMs;
  return {
    state: { ...heard, position, checkAtMs },
    effects: fresh.map(({ about, entityId }) => ({ kind: "changed", about, entityId })),
  };
}

function onClosed(state: LineState, code: number, nowMs: number, random: number): Step {
  const { kind } = state;
  const isProven = kind === "standing" && nowMs - state.sinceMs >= PROVEN_AFTER_MS;
  const down = { ...state, failures: isProven ? 0 : state.failures };
  switch (code) {
    case SESSION_ENDED:
      return { state: rest(down, LONG_PAUSE_MS, nowMs), effects: [{ kind: "lookWhoIsIn" }] };
    case BAD_MESSAGE:
      return same(rest(down, LONG_PAUSE_MS, nowMs));
    // Coming back would put out another window of theirs: only the one that is looked at does.
    case TOO_MANY:
      return same(rest(down, LONG_PAUSE_MS, nowMs, true));
    case GROWN_OLD:
      return ask(down, nowMs);
    default:
      return tryAgain(down, nowMs, random);
  }
}

/** The network has gone or come, or somebody is back: a standing line is doubted, a resting one hurries. */
function lookAfter(state: LineState, nowMs: number): Step {
  if (state.kind === "standing") return ping(state, nowMs, DOUBTED_PONG_WITHIN_MS);
  if (state.kind === "resting" && state.mayHurry && state.isOnline) return ask(state, nowMs);
  return same(state);
}

function ping(state: LineState & { kind: "standing" }, nowMs: number, withinMs: number): Step {
  if (state.pongByMs !== null) return same(state);
  return {
    state: { ...state, pongByMs: nowMs + withinMs },
    effects: [{ kind: "send", text: "ping" }],
  };
}

function onTick(state: LineState, nowMs: number, random: number): Step {
  switch (state.kind) {
    case "opening":
      return nowMs >= state.giveUpAtMs ? abandon(state, nowMs, random) : same(state);
    case "standing": {
      const { pongByMs, pingAtMs, checkAtMs, attempt } = state;
      if (checkAtMs !== null && nowMs >= checkAtMs)
        return {
          state: { ...state, checkAtMs: null },
          effects: [{ kind: "askTicket", attempt }],
        };
      const dueAtMs = pongByMs ?? pingAtMs;
      if (nowMs < dueAtMs) return same(state);
      // The answer had no time to come. Twice in a row it is no sleep, but a page whose timers are held back.
      if (nowMs - dueAtMs > SLEPT_MS && !state.wasLate)
        return ping({ ...state, pongByMs: null, wasLate: true }, nowMs, DOUBTED_PONG_WITHIN_MS);
      return pongByMs === null ? ping(state, nowMs, PONG_WITHIN_MS) : abandon(state, nowMs, random);
    }
    case "resting":
      return state.isOnline && nowMs >= state.untilMs ? ask(state, nowMs) : same(state);
    case "off":
    case "asking":
      return same(state);
    default:
      return state satisfies never;
  }
}

/** Gives a line up that does not answer; its own end may come minutes later. */
function abandon(state: LineState, nowMs: number, random: number): Step {
  const { state: next, effects } = onClosed(state, 1006, nowMs, random);
  return { state: next, effects: [{ kind: "hangUp" }, ...effects] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
