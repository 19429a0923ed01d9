import { create } from "zustand";
import type { Call } from "#shared/calls";
import { callApi } from "../api/callApi.ts";
import { useConnection } from "../api/connection.ts";
import { createCallOutbox, type CallOutbox, type WaitingCall } from "./callOutbox.ts";
import {
  dialStateSchema,
  IDLE,
  step,
  type DialEffect,
  type DialEvent,
  type DialState,
} from "./dialMachine.ts";

/** The dial session on screen. */
export const useDial = create<DialState>(() => IDLE);

/** Calls of this person that are not saved yet. */
export const useWaitingCalls = create<readonly WaitingCall[]>(() => []);

/** What the surroundings do for the session. */
export interface DialHands {
  /** Hands the number to the system. */
  placeCall: (phone: string) => void;
  /** A call was confirmed by the Worker. */
  onSaved: (saved: WaitingCall) => void;
  /** A call was refused for good. */
  onRefused: (refused: WaitingCall) => void;
}

interface Running {
  readonly userId: string;
  readonly outbox: CallOutbox;
  readonly hands: DialHands;
}

let running: Running | undefined;

/**
 * Takes up the person's dial session and unsaved calls as they were left on this computer, and keeps
 * them from now on. Answers how to stop.
 */
export function startDialing(userId: string, hands: DialHands): () => void {
  let wake: () => void = () => {};
  const outbox = createCallOutbox({
    storage: localStorage,
    userId,
    send: (callId, call): Promise<Call> => callApi("saveCall", { params: { callId }, body: call }),
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
      for (const each of now)
        if (
          each.refused !== null &&
          !before.some((known) => known.callId === each.callId && known.refused !== null)
        )
          hands.onRefused(each);
    },
    onSaved: hands.onSaved,
  });
  running = { userId, outbox, hands };
  useDial.setState(readKept(userId), true);
  useWaitingCalls.setState(outbox.list(), true);
  void outbox.drain();

  const unwatch = useConnection.subscribe((connection) => {
    if (connection.kind !== "online") return;
    wake();
    void outbox.drain();
  });
  // Another window of the same person ended the call: this one follows.
  const onStorage = (event: StorageEvent) => {
    if (event.key === keyOf(userId)) useDial.setState(readKept(userId), true);
    else useWaitingCalls.setState(outbox.list(), true);
  };
  window.addEventListener("storage", onStorage);
  return () => {
    unwatch();
    window.removeEventListener("storage", onStorage);
    outbox.stop();
    wake();
    running = undefined;
    useDial.setState(IDLE, true);
    useWaitingCalls.setState([], true);
  };
}

/** Tells the session what happened, keeps what follows, and carries out the effects. */
export function dispatch(event: DialEvent): void {
  if (!running) return;
  const before = useDial.getState();
  const { state, effects } = step(before, event);
  // Kept first: were the page to die between the two, the call would still be there.
  for (const effect of effects) if (effect.kind === "saveCall") keep(running, effect);
  if (state !== before) {
    writeKept(running.userId, state);
    useDial.setState(state, true);
  }
  for (const effect of effects)
    if (effect.kind === "placeCall") running.hands.placeCall(effect.phone);
}

/** Removes a refused call that somebody has seen. */
export function dismissCall(callId: string): void {
  running?.outbox.dismiss(callId);
}

/** Leads whose calls wait to be saved. */
export function leadsBeingSaved(): string[] {
  return useWaitingCalls.getState().map((waiting) => waiting.call.leadId);
}

/** Forgets the kept session, with its leads, when somebody signs out. Unsaved calls stay until they are sent. */
export function forgetSession(userId: string): void {
  localStorage.removeItem(keyOf(userId));
}

function keep({ outbox }: Running, effect: Extract<DialEffect, { kind: "saveCall" }>): void {
  outbox.put(effect.callId, effect.leadName, effect.call);
  void outbox.drain();
}

const keyOf = (userId: string) => `salespulse.dial.${userId}`;

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
