import { useState } from "react";
import type { Outcome } from "#shared/outcomes";
import { NumberField } from "../../../ui/NumberField.tsx";
import { Select } from "../../../ui/Select.tsx";
import type { ProblemOf } from "./ProblemOf.ts";
import { splitWait, WAIT_UNITS, type WaitUnit } from "./retryAfter.ts";

const UNITS: readonly { value: WaitUnit; label: string }[] = [
  { value: "minutes", label: "minutes" },
  { value: "hours", label: "hours" },
  { value: "days", label: "days" },
];

/** When a lead is tried again, and how often in all. */
export function RetryFields({
  draft,
  problemOf,
  onChange,
}: {
  draft: Outcome;
  problemOf: ProblemOf;
  onChange: (changes: Partial<Outcome>) => void;
}) {
  const start = splitWait(draft.retryAfterMinutes ?? 1_440);
  // Kept here: 60 minutes would turn into 1 hour under the fingers of whoever types 600.
  const [unit, setUnit] = useState(start.unit);
  const [count, setCount] = useState<number | null>(start.count);
  const change = (nextCount: number | null, nextUnit: WaitUnit) => {
    setCount(nextCount);
    setUnit(nextUnit);
    onChange({
      retryAfterMinutes: nextCount === null ? null : Math.round(nextCount * WAIT_UNITS[nextUnit]),
    });
  };
  return (
    <div className="flex flex-wrap items-start gap-4">
      <div className="flex items-start gap-2">
        <NumberField
          label="Again after"
          className="w-24"
          min={1}
          max={Math.floor(525_600 / WAIT_UNITS[unit])}
          value={count}
          problem={problemOf("retryAfterMinutes")}
          onChange={(next) => change(next, unit)}
        />
        <Select
          label="Unit of the wait"
          className="mt-6 h-9 w-28"
          value={unit}
          choices={UNITS}
          onChange={(next) => change(count, next)}
        />
      </div>
      <NumberField
        label="Attempts in all"
        className="w-32"
        min={1}
        max={100}
        value={draft.maxAttempts}
        problem={problemOf("maxAttempts")}
        onChange={(maxAttempts) => onChange({ maxAttempts })}
      />
    </div>
  );
}
