import { create } from "zustand";
import { AppError } from "#shared/errors";
import { LIVE_PROTOCOL, TICKET_PREFIX } from "#shared/live";
import { callApi } from "../api/callApi.ts";
import { useConnection } from "../api/connection.ts";
import { host } from "../host/host.ts";
import { step, type LineEffect, type LineEvent } from "./lineMachine.ts";
import { lookOf, nextTickMs, NO_LINE, type LineLook } from "./lineState.ts";
import { lineAddress } from "./lineAddress.ts";

/** Set by the build (electron.vite.config.ts) from package.json. */
declare const APP_VERSION: string;

/** How the page's live line looks. */
export const useLine = create<{ readonly look: LineLook }>(() => ({ look: "off" }));

/** Whether what others change reaches this page by itself. */
export const lineStands = () => useLine.getState().look === "live";

const TICKET_WITHIN_MS = 10_000;

/** What the line tells. */
export interface LineHands {
  readonly onChanged: (about: string, entityId: string | null) => void;
  readonly onAllStale: () => void;
  /** The session or the membership has ended, as it seems. */
  readonly lookWhoIsIn: () => void;
}

/** Opens the page's one live line and keeps it. Answers how to end it. */
export function startLine(hands: LineHands): () => void {
  let state = NO_LINE;
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function on(event: LineEvent): void {
    const nowMs = Date.now();
    const stepped = step(state, event, nowMs, Math.random());
    ({ state } = stepped);
    const look = lookOf(state, nowMs);
    if (useLine.getState().look !== look) useLine.setState({ look });
    clearTimeout(timer);
    const nextMs = nextTickMs(state, nowMs);
    if (nextMs !== null)
      timer = setTimeout(() => on({ kind: "tick" }), Math.max(0, nextMs - nowMs));
    for (const effect of stepped.effects) carryOut(effect);
  }

  function carryOut(effect: LineEffect): void {
    switch (effect.kind) {
      case "askTicket":
        void askTicket(effect.attempt);
        return;
      case "open":
        void open(effect);
        return;
      case "send":
        if (socket?.readyState === WebSocket.OPEN) socket.send(effect.text);
        return;
      case "hangUp":
        socket?.close(1000);
        socket = undefined;
        return;
      case "changed":
        hands.onChanged(effect.about, effect.entityId);
        return;
      case "allStale":
        hands.onAllStale();
        return;
      case "lookWhoIsIn":
        hands.lookWhoIsIn();
        return;
      default:
        effect satisfies never;
    }
  }

  async function askTicket(attempt: number): Promise<void> {
    try {
      const { url, ticket } = await callApi(
        "createLiveTicket",
        { body: { version: APP_VERSION } },
        { timeoutMs: TICKET_WITHIN_MS },
      );
      on({ kind: "ticket", attempt, url, ticket });
    } catch (error) {
      const { code, retryAfterSeconds = 0 } =
        error instanceof AppError ? error : new AppError("internal");
      on({ kind: "noTicket", attempt, code, retryAfterMs: retryAfterSeconds * 1_000 });
    }
  }

  async function open({
    attempt,
    url,
    ticket,
  }: Extract<LineEffect, { kind: "open" }>): Promise<void> {
    const address = lineAddress(url, await host.serviceOrigin());
    // Given up while main was asked.
    if (state.attempt !== attempt || state.kind !== "opening") return;
    const line = new WebSocket(address, [LIVE_PROTOCOL, TICKET_PREFIX + ticket]);
    socket = line;
    line.addEventListener("open", () => on({ kind: "opened", attempt }));
    line.addEventListener("message", ({ data }) =>
      on({ kind: "heard", attempt, text: String(data) }),
    );
    line.addEventListener("close", ({ code }) => on({ kind: "closed", attempt, code }));
  }

  const onWake = () => {
    if (document.visibilityState === "visible") on({ kind: "woke" });
  };
  document.addEventListener("visibilitychange", onWake);
  document.addEventListener("resume", onWake);
  window.addEventListener("pageshow", onWake);
  const unwatch = useConnection.subscribe(({ kind }) =>
    on({ kind: "network", isOnline: kind === "online" }),
  );
  on({ kind: "start", isOnline: useConnection.getState().kind === "online" });
  return () => {
    document.removeEventListener("visibilitychange", onWake);
    document.removeEventListener("resume", onWake);
    window.removeEventListener("pageshow", onWake);
    unwatch();
    on({ kind: "stop" });
  };
}
