import type { CallInput } from "#shared/calls";

/** One call as its rep made it: what must be in the database in the end. */
export interface LedgerCall {
  readonly callId: string;
  readonly userId: string;
  /** The rep asked for this lead by name, past the order of the list. */
  readonly isTaken: boolean;
  /** As the desktop wrote it last. */
  call: CallInput;
  /** When the Worker first confirmed it (product time, ms since 1970); null: not yet. */
  knownMs: number | null;
}

/** What all reps did, told by themselves and not by the database. */
export class Ledger {
  readonly calls = new Map<string, LedgerCall>();
  /** Leads that a rep asked for by name, as `userId leadId`. */
  readonly #taken = new Set<string>();
  /** Numbers put on the do-not-call list, with when that was confirmed (product time, ms since 1970). */
  readonly doNotCall = new Map<string, number>();

  take(userId: string, leadId: string): void {
    this.#taken.add(`${userId} ${leadId}`);
  }

  note(callId: string, userId: string, call: CallInput): void {
    const before = this.calls.get(callId);
    const isTaken = this.#taken.has(`${userId} ${call.leadId}`);
    if (before) before.call = call;
    else this.calls.set(callId, { callId, userId, isTaken, call, knownMs: null });
  }

  /** The Worker refused its beginning before anybody was called. */
  forget(callId: string): void {
    this.calls.delete(callId);
  }

  confirm(callId: string, nowMs: number): void {
    const call = this.calls.get(callId);
    if (call) call.knownMs ??= nowMs;
  }
}
