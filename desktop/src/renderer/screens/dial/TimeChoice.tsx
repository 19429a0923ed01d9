import { useId } from "react";
import type { QuickTime } from "../../dial/quickTimes.ts";
import { formatDue } from "../../format/formatTime.ts";
import { fromField, instantIn, toField, wallTimeIn } from "../../format/wallTime.ts";
import { inputClass } from "../../ui/inputClass.ts";
import { Chips } from "./Chips.tsx";

/** A time to come: one of the quick ones, or any; shown by both clocks where they differ. */
export function TimeChoice({
  legend,
  field,
  times,
  numbered,
  value,
  timeZone,
  otherZone,
  onChange,
}: {
  legend: string;
  /** What the field for any other time is called. */
  field: string;
  times: readonly QuickTime[];
  numbered: boolean;
  /** ISO, or "" where none is chosen. */
  value: string;
  /** The zone in which times are chosen. */
  timeZone: string;
  /** The rep's own. */
  otherZone: string;
  onChange: (at: Date | null) => void;
}) {
  const id = useId();
  const chosen = value === "" ? null : new Date(value);
  const differ = chosen !== null && formatDue(chosen, timeZone) !== formatDue(chosen, otherZone);
  return (
    <div className="flex flex-col gap-2">
      <Chips
        legend={legend}
        name={id}
        numbered={numbered}
        choices={times.map(({ label, at }) => ({ value: at.toISOString(), label }))}
        value={value}
        onChange={(iso) => onChange(new Date(iso))}
      />
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <label htmlFor={`${id}-at`} className="text-small text-ink-muted">
          {field}
        </label>
        <input
          id={`${id}-at`}
          type="datetime-local"
          value={chosen === null ? "" : toField(wallTimeIn(timeZone, chosen))}
          onChange={(event) => {
            const wall = fromField(event.currentTarget.value);
            onChange(wall && instantIn(timeZone, wall));
          }}
          className={`${inputClass} h-8 max-w-56`}
        />
        {chosen !== null && (
          <span className="text-small text-ink-muted">
            {formatDue(chosen, timeZone)}
            {differ && ` there, ${formatDue(chosen, otherZone)} here`}
          </span>
        )}
      </div>
    </div>
  );
}
