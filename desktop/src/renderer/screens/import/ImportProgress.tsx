import { countOf, formatCount } from "../../format/formatCount.ts";
import { formatDuration } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { cancelImport, resumeImport, type ImportState } from "../../import/importStore.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";

/** How far the import is, how to end it, and how to go on after a failure. */
export function ImportProgress({
  state,
}: {
  state: Extract<ImportState, { kind: "running" | "stopped" }>;
}) {
  const { sent, added, refused, file } = state;
  const pace = usePace(state);
  return (
    <div className="rounded-lg border border-line bg-surface p-5">
      <div className="mb-2 flex justify-between gap-4 tabular-nums">
        <span>
          {formatCount(sent)} of {countOf(file.rowCount, "row")}
        </span>
        <span className="text-ink-muted">
          {formatCount(added)} added · {formatCount(refused.length)} refused
        </span>
      </div>
      <ProgressBar value={sent} max={file.rowCount} label="Rows imported" />
      {state.kind === "stopped" ? (
        <>
          <ErrorNotice error={state.error} className="mt-4" />
          <div className="mt-4 flex items-center gap-2">
            <Button look="primary" onClick={resumeImport}>
              Resume
            </Button>
            <Button onClick={cancelImport}>Leave it at that</Button>
            <p className="ml-2 text-small text-ink-muted">
              It goes on where it stopped. Nothing is taken twice.
            </p>
          </div>
        </>
      ) : (
        <div className="mt-4 flex items-center gap-3">
          <Button busy={state.cancelling} onClick={cancelImport}>
            Cancel
          </Button>
          <p className="text-small text-ink-muted">
            {state.cancelling
              ? "The rows on their way arrive, then it ends."
              : "You can go elsewhere in SalesPulse meanwhile; only keep it open."}
          </p>
          {pace !== null && (
            <p className="ml-auto text-small whitespace-nowrap text-ink-muted tabular-nums">
              {pace}
            </p>
          )}
        </div>
      )}
    </div>
  );
}

/** How many rows a second, and how long the rest takes at that pace. Null until there is something to go by. */
function usePace({
  sent,
  file,
  pace,
}: Extract<ImportState, { kind: "running" | "stopped" }>): string | null {
  const seconds = (useNow(1_000).getTime() - pace.sinceMs) / 1_000;
  const done = sent - pace.from;
  if (done <= 0 || seconds < 1) return null;
  const rate = done / seconds;
  const left = Math.ceil((file.rowCount - sent) / rate);
  return `${formatCount(Math.round(rate))} rows/s · ${formatDuration(left)} left`;
}
