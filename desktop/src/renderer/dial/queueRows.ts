import type { Lead } from "#shared/leads";

/** The queue as it stands on screen. */
export interface QueueRows {
  /** Between two calls; with the next one the queue is laid out anew. */
  readonly turn: string;
  /** When the look at the list was taken that they come from (ms since 1970). */
  readonly lookedAtMs: number;
  readonly rows: readonly Lead[];
}

/** What the queue consists of now. */
export interface QueueNow {
  readonly turn: string;
  readonly lookedAtMs: number;
  /** Those held, then those of the list, in their order. */
  readonly leads: readonly Lead[];
  /** Those in a call, or called a moment ago. */
  readonly called: ReadonlySet<string>;
}

/**
 * What stands in the queue next. As long as the rep walks through it, every lead keeps its place, whether it
 * is held, let go or held again: by the order of holding alone, `j` would lead back and forth between two. One
 * let go stands there though the last look at the list, taken while it was held, does not have it.
 */
export function queueRows(before: QueueRows | null, now: QueueNow): QueueRows {
  const { turn, lookedAtMs, leads, called } = now;
  if (before === null || before.turn !== turn) return { turn, lookedAtMs, rows: leads };
  const present = new Map(leads.map((lead) => [lead.id, lead]));
  const rows = before.rows.flatMap((lead) => {
    const current = present.get(lead.id);
    if (current) return [current];
    return before.lookedAtMs === lookedAtMs && !called.has(lead.id) ? [lead] : [];
  });
  const shown = new Set(rows.map(({ id }) => id));
  for (const [index, lead] of leads.entries()) {
    if (shown.has(lead.id)) continue;
    const follows = leads[index - 1]?.id;
    rows.splice(rows.findIndex(({ id }) => id === follows) + 1, 0, lead);
  }
  return { turn, lookedAtMs, rows };
}
