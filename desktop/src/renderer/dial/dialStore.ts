import { create } from "zustand";
import type { Call } from "#shared/calls";
import { SYNC_EVERY_SECONDS } from "#shared/dialing";
import type { ErrorCode } from "#shared/errors";
import { callApi } from "../api/callApi.ts";
import { useConnection } from "../api/connection.ts";
import { createCallOutbox, type CallOutbox, type WaitingCall } from "./callOutbox.ts";
import { step, type DialEffect, type DialEvent } from "./dialMachine.ts";
import { dialStateSchema, IDLE, leadAtHand, type DialState } from "./dialState.ts";
import { createSessionSync, type SessionSyncLoop } from "./sessionSync.ts";
import { toSync } from "./toSync.ts";

/** The dial session on screen. */
export const useDial = create<DialState>(() => IDLE);

/** Calls of this person that are not saved yet. */
export const useWaitingCalls = create<readonly WaitingCall[]>(() => []);

/** How the exchange with the Worker goes: whether notes wait for the typing to rest, and why the last sync failed. */
export const useDialWork = create<{ isTyping: boolean; syncFailure: ErrorCode | null }>(() => ({
  isTyping: false,
  syncFailure: null,
}));

/** Typing has rested when no key was pressed for so long (ms). */
const TYPING_REST_MS = 1_500;
/** How long the Worker may take to admit a call; then the permit at hand suffices (ms). */
const ADMISSION_MS = 2_000;
/** A call whose number was not handed over when the page went, so long ago that nobody waits for it (ms). */
const STALE_START_MS = 10_000;

/** What the surroundings do for the session. */
export interface DialHands {
  /** Hands the number to the system. */
  placeCall: (phone: string) => void;
  /** A call was confirmed by the Worker. */
  onSaved: (saved: WaitingCall) => void;
  /** A call was refused for good. */
  onRefused: (refused: WaitingCall) => void;
  /** A call did not begin, because the Worker refused it. */
  onNotAdmitted: (leadName: string, code: ErrorCode) => void;
}

interface Running {
  readonly userId: string;
  readonly outbox: CallOutbox;
  readonly sync: SessionSyncLoop;
  readonly hands: DialHands;
  /** When a call of a lead was last written or confirmed (ms): older answers do not know of it. */
  readonly touchedMs: Map<string, number>;
  /** Sessions whose end is still to be told, when all their calls are. */
  readonly goodbyes: Map<string, Extract<DialEffect, { kind: "endSession" }>>;
  typing: ReturnType<typeof setTimeout> | undefined;
}

let running: Running | undefined;

/**
 * Takes up the person's dial session and unsaved calls as they were left on this computer, and keeps
 * them from now on. Answers how to stop.
 */
export function startDialing(userId: string, hands: DialHands): () => void {
  let wake: () => void = () => {};
  const touchedMs = new Map<string, number>();
  const outbox = createCallOutbox({
    storage: localStorage,
    userId,
    send: (callId, call): Promise<Call> =>
      callApi("saveCall", { params: { callId }, body: call }, { keepalive: true }),
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    onChange: () => {
      const before = useWaitingCalls.getState();
      const now = outbox.list();
      useWaitingCalls.setState(now, true);
      if (running) sayGoodbyes(running);
      for (const each of now)
        if (
          each.refused !== null &&
          !before.some((known) => known.callId === each.callId && known.refused !== null)
        ) {
          dispatch({ kind: "notAdmitted", callId: each.callId, code: each.refused });
          if (outbox.list().some(({ callId }) => callId === each.callId)) hands.onRefused(each);
        }
    },
    onSaved: (saved) => {
      touchedMs.set(saved.call.leadId, Date.now());
      dispatch({ kind: "admitted", callId: saved.callId });
      hands.onSaved(saved);
      // Nobody is left, as it seems: what the Worker counted before it knew of this call may be wrong.
      const state = useDial.getState();
      if (state.kind === "ready" && leadAtHand(state) === null) askSync();
    },
    nowMs: Date.now,
  });
  const sync = createSessionSync({
    current: () => {
      const state = useDial.getState();
      const body = toSync(state);
      return body === null || state.kind === "idle" ? null : { sessionId: state.session.id, body };
    },
    send: (sessionId, body) => callApi("syncDialSession", { params: { sessionId }, body }),
    onAnswer: (sessionId, body, answer, askedMs, answeredMs) => {
      useDialWork.setState({ syncFailure: null });
      const called = new Set(leadsBeingSaved());
      for (const [leadId, ms] of touchedMs) if (ms >= askedMs) called.add(leadId);
      dispatch({
        kind: "synced",
        sessionId,
        answer,
        said: body,
        called: [...called],
        clockAheadMs: Math.round(Date.parse(answer.now) - (askedMs + answeredMs) / 2),
      });
    },
    onRefused: (sessionId, body, code) => {
      if (code === "session_ended") {
        dispatch({ kind: "sessionEnded", sessionId, nextId: crypto.randomUUID() });
        return true;
      }
      if (body.take !== null && (code === "lead_claimed" || code === "not_found")) {
        dispatch({ kind: "notTaken", leadId: body.take, reason: code });
        return true;
      }
      useDialWork.setState({ syncFailure: code });
      return false;
    },
    onFailed: (code) => useDialWork.setState({ syncFailure: code }),
    nowMs: Date.now,
  });
  running = { userId, outbox, sync, hands, touchedMs, goodbyes: new Map(), typing: undefined };
  useDial.setState(readKept(userId), true);
  useWaitingCalls.setState(outbox.list(), true);
  takeUpStart(running);
  void outbox.drain();
  askSync();

  const beat = setInterval(askSync, SYNC_EVERY_SECONDS * 1_000);
  const unwatch = useConnection.subscribe((connection, before) => {
    if (connection.kind !== "online" || before.kind === "online") return;
    wake();
    void outbox.drain();
    askSync();
  });
  // Another window of the same person went on: this one follows.
  const onStorage = (event: StorageEvent) => {
    if (event.key === keyOf(userId)) {
      const before = idOf(useDial.getState());
      useDial.setState(readKept(userId), true);
      if (idOf(useDial.getState()) !== before) askSync();
    } else useWaitingCalls.setState(outbox.list(), true);
  };
  // A closed window keeps nothing from the others; without a network the Worker finds out by itself.
  const onLeave = () => {
    if (useConnection.getState().kind !== "online") return;
    dispatch({ kind: "leave", nextId: crypto.randomUUID() });
    outbox.sendAllAtOnce();
  };
  const onReturn = (event: PageTransitionEvent) => {
    if (event.persisted) askSync();
  };
  window.addEventListener("storage", onStorage);
  window.addEventListener("pagehide", onLeave);
  window.addEventListener("pageshow", onReturn);
  return () => {
    unwatch();
    clearInterval(beat);
    clearTimeout(running?.typing);
    window.removeEventListener("storage", onStorage);
    window.removeEventListener("pagehide", onLeave);
    window.removeEventListener("pageshow", onReturn);
    outbox.stop();
    wake();
    running = undefined;
    useDial.setState(IDLE, true);
    useWaitingCalls.setState([], true);
    useDialWork.setState({ isTyping: false, syncFailure: null }, true);
  };
}

/** Tells the session what happened, keeps what follows, and carries out the effects. */
export function dispatch(event: DialEvent): void {
  if (!running) return;
  const before = useDial.getState();
  const { state, effects } = step(before, event, workerNow(before));
  // Kept first: were the page to die between the two, the call would still be there.
  for (const effect of effects) if (effect.kind === "saveCall") keep(running, effect);
  if (state !== before) {
    writeKept(running.userId, state);
    useDial.setState(state, true);
  }
  for (const effect of effects) carryOut(running, effect);
}

/** Asks the Worker anew what may be called. */
export function askSync(): void {
  void running?.sync.ask();
}

/** Removes a refused call that somebody has seen. */
export function dismissCall(callId: string): void {
  running?.outbox.dismiss(callId);
}

/** Leads whose calls wait to be saved. */
function leadsBeingSaved(): string[] {
  return useWaitingCalls
    .getState()
    .filter(({ refused }) => refused === null)
    .map(({ call }) => call.leadId);
}

/** Forgets the kept session, with its leads, when somebody signs out. Unsaved calls stay until they are sent. */
export function forgetSession(userId: string): void {
  localStorage.removeItem(keyOf(userId));
}

/** The Worker's time, as far as its answers have told. */
export function workerNow(state: DialState, localMs = Date.now()): Date {
  return new Date(localMs + (state.kind === "idle" ? 0 : state.session.clockAheadMs));
}

function carryOut(now: Running, effect: DialEffect): void {
  switch (effect.kind) {
    case "awaitAdmission":
      awaitAdmission(effect.callId);
      return;
    case "forgetCall":
      now.outbox.dismiss(effect.callId);
      now.hands.onNotAdmitted(effect.leadName, effect.code);
      return;
    case "placeCall":
      now.hands.placeCall(effect.phone);
      return;
    case "saveSoon":
      clearTimeout(now.typing);
      now.typing = setTimeout(() => dispatch({ kind: "keep" }), TYPING_REST_MS);
      useDialWork.setState({ isTyping: true });
      return;
    case "sendNow":
      now.outbox.hurry(effect.callId);
      void now.outbox.drain();
      return;
    case "sync":
      void now.sync.ask();
      return;
    case "endSession":
      now.goodbyes.set(effect.sessionId, effect);
      sayGoodbyes(now);
      return;
    case "saveCall":
      return;
    default:
      effect satisfies never;
  }
}

function awaitAdmission(callId: string): void {
  const suffices = () => dispatch({ kind: "admitted", callId });
  if (useConnection.getState().kind === "offline") suffices();
  else setTimeout(suffices, ADMISSION_MS);
}

/** A call whose beginning the page did not live to see decided: handed over only while its rep still waits for it. */
function takeUpStart(now: Running): void {
  const state = useDial.getState();
  if (state.kind !== "calling" || state.call.isPlaced) return;
  const ageMs = workerNow(state).getTime() - Date.parse(state.call.startedAt);
  if (ageMs < STALE_START_MS) awaitAdmission(state.call.id);
  else {
    const call = { ...state.call, isPlaced: true };
    useDial.setState({ ...state, call }, true);
    writeKept(now.userId, { ...state, call });
  }
}

/** Says goodbye once the calls are told: a lead that was let go before its call is told may be called again. */
function sayGoodbyes({ outbox, goodbyes }: Running): void {
  const untold = outbox.list().filter(({ refused }) => refused === null);
  for (const [sessionId, effect] of goodbyes) {
    if (untold.some(({ call }) => call.sessionId === sessionId)) continue;
    goodbyes.delete(sessionId);
    void endSession(effect);
  }
}

/** Says goodbye, even from a page that goes away. Unheard, it is met by the claims' own end. */
async function endSession({ sessionId, listId }: Extract<DialEffect, { kind: "endSession" }>) {
  const body = { listId, status: "ended", target: 0 } as const;
  try {
    await callApi("syncDialSession", { params: { sessionId }, body }, { keepalive: true });
  } catch {
    // Offline, or ended already.
  }
}

function keep(now: Running, effect: Extract<DialEffect, { kind: "saveCall" }>): void {
  clearTimeout(now.typing);
  useDialWork.setState({ isTyping: false });
  now.touchedMs.set(effect.call.leadId, Date.now());
  now.outbox.put(effect.callId, effect.leadName, effect.call, effect.holdMs);
  void now.outbox.drain();
}

const keyOf = (userId: string) => `salespulse.dial.${userId}`;
const idOf = (state: DialState) => (state.kind === "idle" ? null : state.session.id);

function readKept(userId: string): DialState {
  try {
    const text = localStorage.getItem(keyOf(userId));
    return text === null ? IDLE : dialStateSchema.parse(JSON.parse(text));
  } catch {
    return IDLE;
  }
}

function writeKept(userId: string, state: DialState): void {
  if (state.kind === "idle") localStorage.removeItem(keyOf(userId));
  else localStorage.setItem(keyOf(userId), JSON.stringify(state));
}
