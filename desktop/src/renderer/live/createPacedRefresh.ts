import type { Stale } from "./staleAfter.ts";

/** What one change tells in several events comes within this time (ms), and is fetched once. */
export const GATHER_MS = 8;

interface Lane {
  readonly stale: Stale;
  /** When it was fetched last (ms since 1970). */
  lastMs: number;
  /** When it is to be fetched next; null: not wanted. */
  dueMs: number | null;
  isRunning: boolean;
  cancel: () => void;
}

export interface PacedRefresh {
  ask(stale: readonly Stale[]): void;
  stop(): void;
}

/**
 * Fetches what has become stale: at once after a while of quiet; in a burst again and again at the pace of each, so
 * that the last event of it is always followed by a fetch. One fetch of the same at a time: a slow one is not broken
 * off by the next event. Pauses differ by up to a half, so that desktops that heard the same do not ask in step.
 */
export function createPacedRefresh(options: {
  refresh: (stale: Stale) => Promise<unknown>;
  /** Calls back after `ms`. Answers how to call it off. */
  after: (ms: number, then: () => void) => () => void;
  nowMs: () => number;
  random: () => number;
}): PacedRefresh {
  const { refresh, after, nowMs, random } = options;
  const lanes = new Map<string, Lane>();
  let isStopped = false;

  function laneOf(stale: Stale): Lane {
    const id = JSON.stringify(stale.key);
    const known = lanes.get(id);
    if (known) return known;
    const lane = { stale, lastMs: -Infinity, dueMs: null, isRunning: false, cancel: () => {} };
    lanes.set(id, lane);
    return lane;
  }

  function want(lane: Lane, everyMs: number): void {
    const dueMs = Math.max(nowMs() + GATHER_MS, lane.lastMs + everyMs * (1 + random() / 2));
    if (lane.dueMs !== null && lane.dueMs <= dueMs) return;
    lane.dueMs = dueMs;
    if (!lane.isRunning) arm(lane, dueMs);
  }

  function arm(lane: Lane, dueMs: number): void {
    lane.cancel();
    lane.cancel = after(Math.max(0, dueMs - nowMs()), () => void run(lane));
  }

  async function run(lane: Lane): Promise<void> {
    lane.dueMs = null;
    lane.lastMs = nowMs();
    lane.isRunning = true;
    // A failure is the query's own to show.
    await refresh(lane.stale).catch(() => undefined);
    lane.isRunning = false;
    const { dueMs }: Lane = lane;
    if (dueMs !== null && !isStopped) arm(lane, dueMs);
  }

  return {
    ask(stale) {
      for (const each of stale) want(laneOf(each), each.everyMs);
    },
    stop() {
      isStopped = true;
      for (const lane of lanes.values()) lane.cancel();
      lanes.clear();
    },
  };
}
