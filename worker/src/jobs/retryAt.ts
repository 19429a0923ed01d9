/** How often a step is tried before its job is given up. */
export const TRIES = 6;
/** The pause after the first failed try (ms); it doubles. */
const FIRST_PAUSE_MS = 5_000;

/** When a step that has failed `tries` times is tried again (Unix ms); null: no more. */
export function retryAt(tries: number, nowMs: number): number | null {
  return tries >= TRIES ? null : nowMs + FIRST_PAUSE_MS * 2 ** (tries - 1);
}
