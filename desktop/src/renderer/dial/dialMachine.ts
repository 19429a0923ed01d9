import type { CallInput } from "#shared/calls";
import type { HeldLead, SessionState, SessionSync } from "#shared/dialing";
import type { ErrorCode } from "#shared/errors";
import type { Lead } from "#shared/leads";
import {
  heldAtHand,
  IDLE,
  leadAtHand,
  type DialSession,
  type DialState,
  type EndingOutcome,
  type RunningCall,
  type WrapUp,
} from "./dialState.ts";
import { toSync } from "./toSync.ts";
import { whyNotCallable } from "./whyNotCallable.ts";
import { fieldsOf, missingOf, newWrapUp, nextStepOf } from "./wrapUp.ts";

/** How long an outcome can be taken back (ms). */
export const UNDO_MS = 5_000;
/** How long the end of a call waits before it is sent: a moment longer, so that what was taken back never went. */
export const HOLD_MS = UNDO_MS + 1_000;
/** The pace is that of the last hour (ms). */
const PACE_MS = 3_600_000;

export type DialEvent =
  /** `sessionId` is chosen by the caller, as all ids are. */
  | { kind: "open"; list: NonNullable<DialSession["list"]>; sessionId: string }
  /** A lead from elsewhere, to be called now: in the session that runs, or in one for it alone. */
  | { kind: "take"; lead: Lead; sessionId: string }
  | { kind: "close" }
  /** The page goes away: what follows comes under `nextId`, because the Worker is told the end of this. */
  | { kind: "leave"; nextId: string }
  /** The Worker's answer to a sync, and what that had said. */
  | {
      kind: "synced";
      sessionId: string;
      answer: SessionState;
      said: Pick<SessionSync, "take" | "status">;
      /** Leads whose calls the answer cannot know of: they do not come again by it. */
      called: readonly string[];
      clockAheadMs: number;
    }
  | { kind: "notTaken"; leadId: string; reason: NonNullable<DialSession["notTaken"]> }
  /** The Worker has ended the session: it goes on under another id. */
  | { kind: "sessionEnded"; sessionId: string; nextId: string }
  | { kind: "choose"; lead: Lead }
  /** To the next or last lead of the queue, as it stands on screen. */
  | { kind: "move"; by: 1 | -1; queue: readonly Lead[] }
  | { kind: "type"; notes: string }
  | { kind: "chooseLine"; lineId: string }
  | { kind: "call"; callId: string; lineId: string | null }
  /** The Worker took the call's beginning, or cannot be asked now and the permit at hand suffices. */
  | { kind: "admitted"; callId: string }
  /** The Worker refused the call's beginning. */
  | { kind: "notAdmitted"; callId: string; code: ErrorCode }
  /** Writes down the running call as it is. */
  | { kind: "keep" }
  /** Ends the call, or asks for what the outcome requires first. */
  | { kind: "end"; outcome: EndingOutcome }
  | { kind: "planNextStep" }
  | { kind: "fillIn"; change: Partial<Omit<WrapUp, "outcome" | "askedAt">> }
  | { kind: "confirm" }
  | { kind: "cancelWrapUp" }
  | { kind: "undo" }
  | { kind: "pause"; reason: string | null }
  | { kind: "resume" };

export type DialEffect =
  /** Watches what the Worker says to the beginning of a call: `admitted` or `notAdmitted` follows. */
  | { kind: "awaitAdmission"; callId: string }
  | { kind: "placeCall"; phone: string }
  /** A call that never took place is not to be sent. */
  | { kind: "forgetCall"; callId: string; leadName: string; code: ErrorCode }
  /** Keeps the call to be sent; after `holdMs`, so that it can still be taken back. */
  | { kind: "saveCall"; callId: string; leadName: string; call: CallInput; holdMs: number }
  /** Keeps the running call in a moment, when the typing rests. */
  | { kind: "saveSoon" }
  /** Sends a call that was held back: it can no longer be taken back. */
  | { kind: "sendNow"; callId: string }
  | { kind: "sync" }
  | { kind: "endSession"; sessionId: string; listId: string | null };

export interface Step {
  readonly state: DialState;
  readonly effects: readonly DialEffect[];
}

/** What follows from an event. Pure: `now` is the Worker's time, ids come with the event, what is to be done goes out as effects. */
export function step(state: DialState, event: DialEvent, now: Date): Step {
  switch (event.kind) {
    case "open":
      // A running call is never left by looking at another list.
      if (state.kind === "calling") return stay(state);
      return {
        state: ready(newSession(event.sessionId, event.list, now)),
        effects: [...hurry(state), ...farewell(state), { kind: "sync" }],
      };
    case "take":
      return take(state, event.lead, event.sessionId, now);
    case "close":
      return state.kind === "calling"
        ? stay(state)
        : { state: IDLE, effects: [...hurry(state), ...farewell(state)] };
    case "leave":
      // A running call keeps its session: it may be back in a second.
      if (state.kind === "calling") return kept(state);
      if (state.kind === "idle") return stay(state);
      return {
        state: renewed({ ...state, session: { ...state.session, undo: null } }, event.nextId),
        effects: [...hurry(state), ...farewell(state)],
      };
    case "synced":
      return synced(state, event);
    case "notTaken": {
      if (state.kind === "idle" || state.session.taking?.id !== event.leadId) return stay(state);
      const { session } = state;
      const chosenId = session.chosenId ?? nextOf(session.held)?.lead.id ?? null;
      return stay({
        ...state,
        session: { ...session, taking: null, chosenId, notTaken: event.reason },
      });
    }
    case "sessionEnded":
      if (state.kind === "idle" || state.session.id !== event.sessionId) return stay(state);
      return { state: renewed(state, event.nextId), effects: [{ kind: "sync" }] };
    case "choose":
      return choose(state, event.lead);
    case "move": {
      if (state.kind !== "ready") return stay(state);
      const at = event.queue.findIndex(({ id }) => id === leadAtHand(state)?.id);
      const next = event.queue[at + event.by];
      return next ? choose(state, next) : stay(state);
    }
    case "type":
      return type(state, event.notes);
    case "chooseLine": {
      const lead = leadAtHand(state);
      if (state.kind === "idle" || !lead) return stay(state);
      if (state.kind === "calling")
        return kept({ ...state, call: { ...state.call, lineId: event.lineId } });
      const lines = { ...state.session.lines, [lead.id]: event.lineId };
      return stay({ ...state, session: { ...state.session, lines } });
    }
    case "call":
      return beginCall(state, event, now);
    case "admitted":
      return admitted(state, event.callId);
    case "notAdmitted":
      return notAdmitted(state, event);
    case "keep":
      return state.kind === "calling" ? kept(state) : stay(state);
    case "end": {
      if (state.kind !== "calling" || state.call.wrapUp?.outcome) return stay(state);
      // A next step that was being written down is not lost by the outcome.
      const nextStep = state.call.wrapUp && nextStepOf(state.call.wrapUp);
      const wrapUp = newWrapUp(
        { ...state.call, nextStep: nextStep ?? state.call.nextStep },
        event.outcome,
        now,
      );
      return missingOf(wrapUp).length === 0
        ? endCall(state, event.outcome, wrapUp, now)
        : asking(state, wrapUp);
    }
    case "planNextStep":
      return state.kind === "calling" && state.call.wrapUp === null
        ? asking(state, newWrapUp(state.call, null, now))
        : stay(state);
    case "fillIn":
      return state.kind === "calling" && state.call.wrapUp !== null
        ? asking(state, { ...state.call.wrapUp, ...event.change })
        : stay(state);
    case "confirm":
      return confirm(state, now);
    case "cancelWrapUp":
      return state.kind === "calling" ? asking(state, null) : stay(state);
    case "undo":
      return undo(state, now);
    case "pause":
      return state.kind === "ready"
        ? {
            state: {
              kind: "paused",
              session: state.session,
              reason: event.reason,
              since: now.toISOString(),
            },
            effects: [{ kind: "sync" }],
          }
        : stay(state);
    case "resume":
      return state.kind === "paused"
        ? { state: ready(state.session), effects: [{ kind: "sync" }] }
        : stay(state);
    default:
      return event satisfies never;
  }
}

const stay = (state: DialState): Step => ({ state, effects: [] });
const ready = (session: DialSession): DialState => ({ kind: "ready", session, refusal: null });

function newSession(id: string, list: DialSession["list"], now: Date): DialSession {
  return {
    id,
    list,
    clockAheadMs: 0,
    held: [],
    chosenId: null,
    taking: null,
    notTaken: null,
    isSynced: false,
    remaining: null,
    drafts: {},
    lines: {},
    calls: 0,
    reached: 0,
    endedAt: [],
    startedAt: now.toISOString(),
    undo: null,
  };
}

/** The call that ended a moment ago can no longer be taken back. */
function hurry(state: DialState): DialEffect[] {
  if (state.kind === "idle" || state.session.undo === null) return [];
  return [{ kind: "sendNow", callId: state.session.undo.call.id }];
}

function farewell(state: DialState): DialEffect[] {
  if (state.kind === "idle") return [];
  const { id, list } = state.session;
  return [{ kind: "endSession", sessionId: id, listId: list?.id ?? null }];
}

/** The same session under another id: nothing is held by it yet, and the lead in front is asked for again. */
function renewed<S extends Exclude<DialState, { kind: "idle" }>>(state: S, id: string): S {
  const { session } = state;
  const taking = session.taking ?? heldAtHand(session)?.lead ?? null;
  return { ...state, session: { ...session, id, held: [], chosenId: null, taking } };
}

function take(state: DialState, lead: Lead, sessionId: string, now: Date): Step {
  if (state.kind === "calling") return stay(state);
  const session = state.kind === "idle" ? newSession(sessionId, null, now) : state.session;
  return choose({ kind: "ready", session, refusal: null }, lead);
}

function choose(state: DialState, lead: Lead): Step {
  if (state.kind !== "ready") return stay(state);
  const { session } = state;
  const isHeld = session.held.some((each) => each.lead.id === lead.id);
  const next = ready({
    ...session,
    chosenId: isHeld ? lead.id : session.chosenId,
    taking: isHeld ? null : lead,
    notTaken: null,
  });
  const said = toSync(next);
  const hasNews = said !== null && (said.take !== null || said.release.length > 0);
  return { state: next, effects: hasNews ? [{ kind: "sync" }] : [] };
}

/** Whom to call next: who was promised a call, else the first who may be called, else the first. */
function nextOf(held: readonly HeldLead[], from = 0): HeldLead | undefined {
  const order = [...held.slice(from), ...held.slice(0, from)];
  const callable = order.filter(
    ({ lead, permit, refusal }) => refusal === null && (permit !== null || lead.isSample),
  );
  return callable.find(({ callback }) => callback !== null) ?? callable[0] ?? order[0];
}

function synced(state: DialState, event: Extract<DialEvent, { kind: "synced" }>): Step {
  if (state.kind === "idle" || state.session.id !== event.sessionId) return stay(state);
  const { session } = state;
  const gone = new Set(event.called);
  if (state.kind === "calling") gone.add(state.call.lead.id);
  const held = inOrder(
    event.answer.held.filter(({ lead }) => !gone.has(lead.id)),
    session.held.map(({ lead }) => lead.id),
  );
  // One chosen since the question was asked is still to be asked for.
  const taking = session.taking?.id === event.said.take ? null : session.taking;
  const wished = session.taking !== null && taking === null ? session.taking.id : session.chosenId;
  const at = held.findIndex(({ lead }) => lead.id === wished);
  // Let go by a pause that is over, and chosen since: asked for again.
  const isOver = event.said.status === "paused" && state.kind === "ready";
  const lost = isOver && at < 0 && !gone.has(wished ?? "") ? heldAtHand(session)?.lead : undefined;
  // The lead under the rep's eyes stays; in a call the next one is not seen yet, and may change.
  const chosen = at >= 0 && state.kind !== "calling" ? held[at] : nextOf(held, Math.max(0, at));
  const next: DialState = {
    ...state,
    session: {
      ...session,
      held,
      taking: taking ?? lost ?? null,
      chosenId: chosen?.lead.id ?? null,
      isSynced: true,
      remaining: event.answer.remaining,
      clockAheadMs: event.clockAheadMs,
    },
  };
  return { state: next, effects: lost ? [{ kind: "sync" }] : [] };
}

/** Those known before keep their places, so that nothing moves under the rep's eyes; the others follow. */
function inOrder(held: readonly HeldLead[], known: readonly string[]): readonly HeldLead[] {
  const placeOf = ({ lead }: HeldLead) => {
    const place = known.indexOf(lead.id);
    return place < 0 ? known.length : place;
  };
  return held.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function type(state: DialState, notes: string): Step {
  if (state.kind === "calling")
    return { state: { ...state, call: { ...state.call, notes } }, effects: [{ kind: "saveSoon" }] };
  const lead = leadAtHand(state);
  if (state.kind !== "ready" || !lead) return stay(state);
  const drafts = { ...state.session.drafts, [lead.id]: notes };
  return stay({ ...state, session: { ...state.session, drafts } });
}

function beginCall(state: DialState, event: Extract<DialEvent, { kind: "call" }>, now: Date): Step {
  const lead = leadAtHand(state);
  if (state.kind !== "ready" || !lead) return stay(state);
  const { session } = state;
  const held = heldAtHand(session);
  const refusal = whyNotCallable(held, now);
  // Perhaps the reason has gone meanwhile: asked again, it may be allowed at the next try.
  if (refusal !== null) return { state: { ...state, refusal }, effects: [{ kind: "sync" }] };
  const { [lead.id]: notes = "", ...drafts } = session.drafts;
  const { [lead.id]: _, ...lines } = session.lines;
  const call: RunningCall = {
    id: event.callId,
    lead,
    startedAt: now.toISOString(),
    isPlaced: lead.isSample,
    notes,
    // Practice needs none, and by that it is known for practice.
    permitId: lead.isSample ? null : (held?.permit?.id ?? null),
    sessionId: session.id,
    lineId: event.lineId,
    callback: held?.callback ?? null,
    nextStep: null,
    wrapUp: null,
  };
  const at = session.held.findIndex((each) => each.lead.id === lead.id);
  const rest = session.held.filter((each) => each.lead.id !== lead.id);
  const chosenId = nextOf(rest, at)?.lead.id ?? null;
  return {
    state: {
      kind: "calling",
      session: { ...session, held: rest, drafts, lines, chosenId, undo: null },
      call,
    },
    effects: [
      ...hurry(state),
      saved(call),
      ...(lead.isSample ? [] : [{ kind: "awaitAdmission", callId: call.id } as const]),
    ],
  };
}

function admitted(state: DialState, callId: string): Step {
  if (state.kind !== "calling" || state.call.id !== callId || state.call.isPlaced)
    return stay(state);
  return {
    state: { ...state, call: { ...state.call, isPlaced: true } },
    effects: [{ kind: "placeCall", phone: state.call.lead.phone }],
  };
}

/** Back to before the call, with its notes; a lead that may still be called comes with the next answer. */
function notAdmitted(
  state: DialState,
  { callId, code }: Extract<DialEvent, { kind: "notAdmitted" }>,
): Step {
  if (state.kind !== "calling" || state.call.id !== callId || state.call.isPlaced)
    return stay(state);
  const { session, call } = state;
  const drafts =
    call.notes === "" ? session.drafts : { ...session.drafts, [call.lead.id]: call.notes };
  return {
    state: ready({ ...session, drafts }),
    effects: [{ kind: "forgetCall", callId, leadName: call.lead.name, code }, { kind: "sync" }],
  };
}

type Calling = Extract<DialState, { kind: "calling" }>;

const kept = (state: Calling): Step => ({ state, effects: [saved(state.call)] });

const asking = (state: Calling, wrapUp: WrapUp | null): Step =>
  stay({ ...state, call: { ...state.call, wrapUp } });

function confirm(state: DialState, now: Date): Step {
  if (state.kind !== "calling" || state.call.wrapUp === null) return stay(state);
  const { wrapUp } = state.call;
  if (wrapUp.outcome === null) {
    const nextStep = nextStepOf(wrapUp);
    // A text without a day is no plan yet; no text at all takes the step back.
    if (nextStep === null && wrapUp.stepText.trim() !== "") return stay(state);
    return kept({ ...state, call: { ...state.call, nextStep, wrapUp: null } });
  }
  return missingOf(wrapUp).length === 0 ? endCall(state, wrapUp.outcome, wrapUp, now) : stay(state);
}

function endCall(
  { session, call }: Calling,
  outcome: EndingOutcome,
  said: WrapUp,
  now: Date,
): Step {
  // A clock set back during the call must not make it end before it began.
  const endedAt = new Date(Math.max(Date.parse(said.askedAt), Date.parse(call.startedAt)));
  const since = now.getTime() - PACE_MS;
  const { wrapUp: _, ...open } = call;
  const ended: RunningCall = { ...open, nextStep: nextStepOf(said) ?? call.nextStep, wrapUp: null };
  const asked = fieldsOf(outcome);
  return {
    state: ready({
      ...session,
      calls: session.calls + 1,
      reached: session.reached + (outcome.reached ? 1 : 0),
      endedAt: [
        ...session.endedAt.filter((each) => Date.parse(each) > since),
        endedAt.toISOString(),
      ],
      undo: {
        call: ended,
        outcome,
        until: new Date(now.getTime() + UNDO_MS).toISOString(),
      },
    }),
    effects: [
      saved(ended, HOLD_MS, {
        outcome: outcome.key,
        endedAt: endedAt.toISOString(),
        reason: asked.includes("reason") ? said.reason.trim() : null,
        callback: asked.includes("callback")
          ? { dueAt: said.callbackAt, isMine: said.callbackIsMine }
          : null,
      }),
      { kind: "sync" },
    ],
  };
}

function undo(state: DialState, now: Date): Step {
  if (state.kind !== "ready" && state.kind !== "paused") return stay(state);
  const { undo: last, ...session } = state.session;
  if (last === null || now.getTime() >= Date.parse(last.until)) return stay(state);
  return kept({
    kind: "calling",
    // Whatever became of its beginning: a number is not handed over a second time.
    call: { ...last.call, isPlaced: true },
    session: {
      ...session,
      undo: null,
      calls: session.calls - 1,
      reached: session.reached - (last.outcome.reached ? 1 : 0),
      endedAt: session.endedAt.slice(0, -1),
    },
  });
}

function saved(call: RunningCall, holdMs = 0, ending: Partial<CallInput> = {}): DialEffect {
  return {
    kind: "saveCall",
    callId: call.id,
    leadName: call.lead.name,
    call: {
      leadId: call.lead.id,
      startedAt: call.startedAt,
      endedAt: null,
      outcome: null,
      notes: call.notes,
      permitId: call.permitId,
      sessionId: call.sessionId,
      lineId: call.lineId,
      reason: null,
      nextStep: call.nextStep,
      callback: null,
      ...ending,
    },
    holdMs,
  };
}
