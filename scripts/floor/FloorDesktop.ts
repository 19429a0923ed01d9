import { randomUUID } from "node:crypto";
import { SYNC_EVERY_SECONDS } from "#shared/dialing";
import { AppError } from "#shared/errors";
import {
  createCallOutbox,
  type CallOutbox,
  type KeyedStorage,
} from "../../desktop/src/renderer/dial/callOutbox.ts";
import {
  step,
  type DialEffect,
  type DialEvent,
} from "../../desktop/src/renderer/dial/dialMachine.ts";
import {
  dialStateSchema,
  IDLE,
  type DialState,
} from "../../desktop/src/renderer/dial/dialState.ts";
import {
  createSessionSync,
  type SessionSyncLoop,
} from "../../desktop/src/renderer/dial/sessionSync.ts";
import { toSync } from "../../desktop/src/renderer/dial/toSync.ts";
import type { ApiClient } from "../scale/ApiClient.ts";
import type { ProductClock } from "../scale/runProductClock.ts";
import type { Ledger } from "./Ledger.ts";

const SESSION_KEY = "floor.session";

/** What a desktop needs of its surroundings. */
export interface DesktopSurroundings {
  readonly userId: string;
  readonly client: ApiClient;
  readonly clock: ProductClock;
  /** What its computer keeps: a desktop that starts on the same storage finds session and unsent calls. */
  readonly storage: KeyedStorage;
  readonly ledger: Ledger;
  /** How far this computer's clock is off (ms). */
  readonly clockErrorMs: number;
}

/**
 * A desktop without its screen: the renderer's own dial machine, sync and outbox, in the shell that dialStore.ts
 * is in a browser, with the product's faster clock.
 */
export class FloorDesktop {
  state: DialState;
  /** Whether the network reaches it; without one, everything fails as it does in a browser. */
  isOnline = true;
  readonly #with: DesktopSurroundings;
  readonly #outbox: CallOutbox;
  readonly #sync: SessionSyncLoop;
  readonly #ended = new AbortController();
  readonly #touchedMs = new Map<string, number>();
  readonly #heartbeat: Promise<void>;
  #goodbye: Promise<void> | undefined;

  constructor(surroundings: DesktopSurroundings) {
    this.#with = surroundings;
    const { storage, userId, client, clock, ledger } = surroundings;
    this.state = readKept(storage);
    const request = async <T>(send: () => Promise<T>): Promise<T> => {
      if (!this.isOnline || this.#ended.signal.aborted) throw new AppError("offline");
      const answer = await send();
      // A desktop that has vanished meanwhile hears nothing.
      if (this.#ended.signal.aborted) throw new AppError("offline");
      return answer;
    };
    const nowMs = () => this.#localMs();
    this.#outbox = createCallOutbox({
      storage,
      userId,
      send: (callId, call) =>
        request(async () => {
          await client.call("saveCall", { params: { callId }, body: call });
          ledger.confirm(callId, clock.now().getTime());
        }),
      wait: (ms) => clock.wait(ms, this.#ended.signal).catch(() => undefined),
      onChange: () => {
        for (const { callId, refused } of this.#outbox.list())
          if (refused !== null) this.dispatch({ kind: "notAdmitted", callId, code: refused });
      },
      onSaved: ({ callId, call }) => {
        this.#touchedMs.set(call.leadId, nowMs());
        this.dispatch({ kind: "admitted", callId });
        if (call.outcome !== null) this.askSync();
      },
      nowMs,
    });
    this.#sync = createSessionSync({
      current: () => {
        const body = toSync(this.state);
        if (body === null || this.state.kind === "idle") return null;
        return { sessionId: this.state.session.id, body };
      },
      send: (sessionId, body) =>
        request(() => client.call("syncDialSession", { params: { sessionId }, body })),
      onAnswer: (sessionId, body, answer, askedMs, answeredMs) => {
        const called = new Set(this.#leadsBeingSaved());
        for (const [leadId, ms] of this.#touchedMs) if (ms >= askedMs) called.add(leadId);
        this.dispatch({
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
          this.dispatch({ kind: "sessionEnded", sessionId, nextId: randomUUID() });
          return true;
        }
        if (body.take !== null && (code === "lead_claimed" || code === "not_found")) {
          this.dispatch({ kind: "notTaken", leadId: body.take, reason: code });
          return true;
        }
        return false;
      },
      onFailed: () => undefined,
      nowMs,
    });
    void this.#outbox.drain();
    this.askSync();
    this.#heartbeat = this.#beat();
  }

  /** The Worker's time, as far as its answers have told. */
  now(): Date {
    const ahead = this.state.kind === "idle" ? 0 : this.state.session.clockAheadMs;
    return new Date(this.#localMs() + ahead);
  }

  /** As dialStore's dispatch: keeps what follows, then carries it out. */
  dispatch(event: DialEvent): void {
    if (this.#ended.signal.aborted) return;
    if (event.kind === "take") this.#with.ledger.take(this.#with.userId, event.lead.id);
    const { state, effects } = step(this.state, event, this.now());
    for (const effect of effects) if (effect.kind === "saveCall") this.#keep(effect);
    this.state = state;
    if (state.kind === "idle") this.#with.storage.removeItem(SESSION_KEY);
    else this.#with.storage.setItem(SESSION_KEY, JSON.stringify(state));
    for (const effect of effects) this.#carryOut(effect);
  }

  askSync(): void {
    void this.#sync.ask();
  }

  /** The network is back: what waits goes out. */
  reconnect(): void {
    this.isOnline = true;
    void this.#outbox.drain();
    this.askSync();
  }

  /** How many calls wait to be sent, and why some will not be taken. */
  waiting(): ReturnType<CallOutbox["list"]> {
    return this.#outbox.list();
  }

  /** Ends without a word, as a computer does whose plug is pulled. What its storage holds stays. */
  async vanish(): Promise<void> {
    this.#ended.abort();
    this.#outbox.stop();
    await this.#heartbeat;
  }

  /** Closes the session as a rep does who goes home. */
  async close(): Promise<void> {
    this.dispatch({ kind: "close" });
    await this.#goodbye;
    await this.vanish();
  }

  #localMs(): number {
    return this.#with.clock.now().getTime() + this.#with.clockErrorMs;
  }

  #leadsBeingSaved(): string[] {
    return this.#outbox
      .list()
      .flatMap(({ refused, call }) => (refused === null ? [call.leadId] : []));
  }

  #keep(effect: Extract<DialEffect, { kind: "saveCall" }>): void {
    const { callId, call, leadName, holdMs } = effect;
    this.#with.ledger.note(callId, this.#with.userId, call);
    this.#touchedMs.set(call.leadId, this.#localMs());
    this.#outbox.put(callId, leadName, call, holdMs);
    void this.#outbox.drain();
  }

  #carryOut(effect: DialEffect): void {
    switch (effect.kind) {
      case "saveCall":
      case "placeCall":
        return;
      case "awaitAdmission":
        // Without a network the permit at hand suffices, as in dialStore.
        if (!this.isOnline) this.dispatch({ kind: "admitted", callId: effect.callId });
        return;
      case "forgetCall":
        this.#with.ledger.forget(effect.callId);
        this.#outbox.dismiss(effect.callId);
        return;
      case "saveSoon":
        this.dispatch({ kind: "keep" });
        return;
      case "sendNow":
        this.#outbox.hurry(effect.callId);
        void this.#outbox.drain();
        return;
      case "sync":
        this.askSync();
        return;
      case "endSession":
        this.#goodbye = this.#sayGoodbye(effect);
        return;
      default:
        effect satisfies never;
    }
  }

  async #sayGoodbye({
    sessionId,
    listId,
  }: Extract<DialEffect, { kind: "endSession" }>): Promise<void> {
    if (!this.isOnline) return;
    const body = { listId, status: "ended", target: 0 } as const;
    // Unheard, it is met by the claims' own end.
    await this.#with.client
      .call("syncDialSession", { params: { sessionId }, body })
      .catch(() => undefined);
  }

  async #beat(): Promise<void> {
    const { signal } = this.#ended;
    while (!signal.aborted) {
      await this.#with.clock.wait(SYNC_EVERY_SECONDS * 1_000, signal).catch(() => undefined);
      if (!signal.aborted) this.askSync();
    }
  }
}

function readKept(storage: KeyedStorage): DialState {
  const text = storage.getItem(SESSION_KEY);
  return text === null ? IDLE : dialStateSchema.parse(JSON.parse(text));
}
