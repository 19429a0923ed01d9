import type { SessionState, SessionSync } from "#shared/dialing";
import { AppError, ERRORS, type ErrorCode } from "#shared/errors";

export interface SessionSyncLoop {
  /** Tells the Worker of the session as soon as it can; many calls in one go are one request. */
  ask(): Promise<void>;
}

/**
 * Keeps the Worker told of the dial session: one request at a time, each with what stands then. What is
 * said again changes nothing, so a lost answer is met by saying it again at the next occasion.
 */
export function createSessionSync(options: {
  /** What there is to say now; null where no session runs. */
  current: () => { sessionId: string; body: SessionSync } | null;
  send: (sessionId: string, body: SessionSync) => Promise<SessionState>;
  /** The answer, with when it was asked for and came (this computer's clock, ms since 1970). */
  onAnswer: (
    sessionId: string,
    body: SessionSync,
    answer: SessionState,
    askedMs: number,
    answeredMs: number,
  ) => void;
  /** A refusal that asking again does not mend. Answers whether there is something else to say now. */
  onRefused: (sessionId: string, body: SessionSync, code: ErrorCode) => boolean;
  /** A failure that may mend itself; the next occasion tries again. */
  onFailed: (code: ErrorCode) => void;
  nowMs: () => number;
}): SessionSyncLoop {
  let wanted = false;
  let isRunning = false;

  async function run(): Promise<void> {
    // Whatever else happens in this turn is said along with it.
    await Promise.resolve();
    while (wanted) {
      wanted = false;
      const said = options.current();
      if (said === null) break;
      const askedMs = options.nowMs();
      try {
        const answer = await options.send(said.sessionId, said.body);
        options.onAnswer(said.sessionId, said.body, answer, askedMs, options.nowMs());
      } catch (error) {
        const code = error instanceof AppError ? error.code : "internal";
        if (ERRORS[code].retry) options.onFailed(code);
        else if (options.onRefused(said.sessionId, said.body, code)) wanted = true;
      }
    }
    // In the same breath as the look, so that what is asked now starts a run of its own.
    isRunning = false;
  }

  return {
    async ask() {
      wanted = true;
      if (isRunning) return;
      isRunning = true;
      await run();
    },
  };
}
