import { z } from "zod";
import { callInputSchema, type CallInput } from "#shared/calls";
import { AppError, ERRORS, isErrorCode, type ErrorCode } from "#shared/errors";

const waitingCallSchema = z.object({
  callId: z.uuid(),
  leadName: z.string(),
  call: callInputSchema,
  /** Counts the writes of this call, so that an answer to an older one does not remove a newer one. */
  version: z.int(),
  /** Not sent before (ms since 1970): until then it can still be taken back. */
  notBefore: z.number().default(0),
  /** Why the Worker will not take it, as a code; null while it may still be sent. */
  refused: z.custom<ErrorCode>((code) => typeof code === "string" && isErrorCode(code)).nullable(),
});
export type WaitingCall = z.infer<typeof waitingCallSchema>;

/** The part of localStorage that the outbox needs. */
export type KeyedStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export interface CallOutbox {
  /** Keeps a call until it is saved; a newer version of the same call replaces an older one. It is sent after `holdMs`. */
  put(callId: string, leadName: string, call: CallInput, holdMs?: number): void;
  /** Sends a call that is held back without further waiting. */
  hurry(callId: string): void;
  /** Sends what waits, one after another, until nothing does or `stop` is called. A second call while one runs looks again for what may be sent. */
  drain(): Promise<void>;
  /**
   * Sends all that waits, held back or not, without waiting for answers: for a page that goes away. What
   * was sent stays kept, and goes again when the page is back; twice is once.
   */
  sendAllAtOnce(): void;
  /** Removes a refused call that somebody has seen. */
  dismiss(callId: string): void;
  /** What waits, oldest call first. */
  list(): readonly WaitingCall[];
  stop(): void;
}

/** The first pause after a failed try (ms); it doubles up to the longest. */
export const FIRST_PAUSE_MS = 1_000;
export const LONGEST_PAUSE_MS = 30_000;

/** The longest that a call may be held back (ms): a clock that was set back must not keep it for hours. */
const LONGEST_HOLD_MS = 10_000;

/** How long to wait before the next try after `tries` failed ones (ms). */
export function pauseMs(tries: number, retryAfterSeconds: number | undefined): number {
  const own = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, tries - 1));
  return Math.max(own, (retryAfterSeconds ?? 0) * 1_000);
}

/** A refused call whose person was erased: nothing of them stays on this computer either. */
function forgotten(waiting: WaitingCall): WaitingCall {
  const call = { ...waiting.call, notes: "", reason: null, nextStep: null, callback: null };
  return { ...waiting, leadName: "An erased person", call, refused: "lead_erased" };
}

/**
 * The calls of one person that the Worker has not confirmed. Each lies under a key of its own, so two
 * windows never overwrite each other's, and a reload finds them all. Sending is a PUT under the call's
 * own id: an answer that was lost is met by sending again.
 */
export function createCallOutbox(options: {
  storage: KeyedStorage;
  userId: string;
  send: (callId: string, call: CallInput) => Promise<unknown>;
  /** Waits `ms`, or less when the network is back. */
  wait: (ms: number) => Promise<void>;
  onChange: () => void;
  onSaved: (saved: WaitingCall) => void;
  /** This computer's clock (ms since 1970). */
  nowMs: () => number;
}): CallOutbox {
  const { storage, send, wait, nowMs } = options;
  const prefix = `salespulse.unsaved-call.${options.userId}.`;
  let draining = false;
  let stopped = false;
  /** Ends a wait for calls that are held back, because there is something else to send. */
  let nudge: () => void = () => {};

  function list(): WaitingCall[] {
    const found: WaitingCall[] = [];
    for (let index = 0; index < storage.length; index += 1) {
      const key = storage.key(index);
      const waiting = key?.startsWith(prefix) ? read(key) : undefined;
      if (waiting) found.push(waiting);
    }
    return found.toSorted((a, b) => Date.parse(a.call.startedAt) - Date.parse(b.call.startedAt));
  }

  function read(key: string): WaitingCall | undefined {
    try {
      return waitingCallSchema.safeParse(JSON.parse(storage.getItem(key) ?? "")).data;
    } catch {
      return undefined;
    }
  }

  function write(waiting: WaitingCall): void {
    storage.setItem(prefix + waiting.callId, JSON.stringify(waiting));
    options.onChange();
  }

  function heldForMs({ notBefore }: WaitingCall): number {
    const ms = notBefore - nowMs();
    return ms > LONGEST_HOLD_MS ? 0 : Math.max(0, ms);
  }

  function removeIfSame(sent: WaitingCall): void {
    if (read(prefix + sent.callId)?.version !== sent.version) return;
    storage.removeItem(prefix + sent.callId);
    options.onChange();
  }

  async function sendAll(): Promise<void> {
    let tries = 0;
    let retryAfterSeconds: number | undefined;
    // Calls that failed since the last pause: one that only fails must not hold up the others.
    const failed = new Set<string>();
    for (;;) {
      const waiting = list().filter((call) => call.refused === null);
      if (waiting.length === 0 || stopped) {
        // In the same breath as the look, so that a call put now starts a drain of its own.
        draining = false;
        return;
      }
      const due = waiting.filter((call) => heldForMs(call) === 0);
      if (due.length === 0) {
        const nudged = new Promise<void>((resolve) => {
          nudge = resolve;
        });
        await Promise.race([wait(Math.min(...waiting.map(heldForMs))), nudged]);
        continue;
      }
      const next = due.find((call) => !failed.has(call.callId));
      if (next === undefined) {
        tries += 1;
        await wait(pauseMs(tries, retryAfterSeconds));
        failed.clear();
        continue;
      }
      try {
        await send(next.callId, next.call);
        tries = 0;
        removeIfSame(next);
        options.onSaved(next);
      } catch (error) {
        const code = error instanceof AppError ? error.code : "internal";
        // Signed out: it stays, and goes when the same person is in again.
        if (stopped || code === "not_signed_in") {
          draining = false;
          return;
        }
        if (ERRORS[code].retry) {
          retryAfterSeconds = error instanceof AppError ? error.retryAfterSeconds : undefined;
          // Only a fault of ours may lie in the call itself; any other failure is everybody's.
          for (const each of code === "internal" ? [next] : due) failed.add(each.callId);
        } else {
          const latest = read(prefix + next.callId) ?? next;
          if (latest.version === next.version)
            write(code === "lead_erased" ? forgotten(next) : { ...next, refused: code });
        }
      }
    }
  }

  return {
    put(callId, leadName, call, holdMs = 0) {
      const before = read(prefix + callId);
      write({
        callId,
        leadName,
        call,
        version: (before?.version ?? 0) + 1,
        notBefore: holdMs === 0 ? 0 : nowMs() + holdMs,
        refused: null,
      });
    },
    hurry(callId) {
      const held = read(prefix + callId);
      if (held) write({ ...held, notBefore: 0 });
    },
    async drain() {
      if (draining) {
        nudge();
        return;
      }
      draining = true;
      await sendAll();
    },
    sendAllAtOnce() {
      for (const waiting of list())
        if (waiting.refused === null)
          void send(waiting.callId, waiting.call).catch(() => {
            // It is kept, and goes when the page is back.
          });
    },
    dismiss(callId) {
      storage.removeItem(prefix + callId);
      options.onChange();
    },
    list,
    stop() {
      stopped = true;
    },
  };
}
