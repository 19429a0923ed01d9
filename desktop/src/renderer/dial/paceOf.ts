import type { DialSession } from "./dialState.ts";

const HOUR_MS = 3_600_000;
/** Before that, one quick call would look like a record (ms). */
const TOO_EARLY_MS = 5 * 60_000;

/** Calls an hour, by the last hour of the session; null as long as it is too early to say. */
export function paceOf(
  { startedAt, endedAt }: Pick<DialSession, "startedAt" | "endedAt">,
  now: Date,
): number | null {
  const ranMs = now.getTime() - Date.parse(startedAt);
  if (ranMs < TOO_EARLY_MS) return null;
  const overMs = Math.min(ranMs, HOUR_MS);
  const since = now.getTime() - overMs;
  const calls = endedAt.filter((each) => Date.parse(each) > since).length;
  return Math.round((calls * HOUR_MS) / overMs);
}
