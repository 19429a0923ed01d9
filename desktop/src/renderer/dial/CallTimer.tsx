import { formatDuration } from "../format/formatTime.ts";
import { useNow } from "../format/useNow.ts";

/** How long a call, or a pause, has run. It ticks for the eye only: a screen reader reads it when asked. */
export function CallTimer({
  startedAt,
  clockAheadMs,
  className = "",
}: {
  startedAt: string;
  /** How far the clock that told `startedAt` is ahead of this computer's (ms). */
  clockAheadMs: number;
  className?: string;
}) {
  const now = useNow(1_000);
  return (
    <span role="timer" aria-live="off" className={`tabular-nums ${className}`}>
      {formatDuration((now.getTime() + clockAheadMs - Date.parse(startedAt)) / 1_000)}
    </span>
  );
}
