import { useId, useState } from "react";
import { Button } from "../../ui/Button.tsx";
import { inputClass } from "../../ui/inputClass.ts";

/** To how many of a hundred people a flag is rolled out: chosen first, then set. */
export function RolloutField({
  percentage,
  onSet,
}: {
  percentage: number;
  onSet: (percentage: number) => void;
}) {
  const id = useId();
  const [draft, setDraft] = useState<number | null>(percentage);
  // Another operator's number is taken over, unless one is being chosen here.
  const [known, setKnown] = useState(percentage);
  if (known !== percentage) {
    setKnown(percentage);
    if (draft === known) setDraft(percentage);
  }
  const isWhole = draft !== null && Number.isSafeInteger(draft) && draft >= 0 && draft <= 100;
  const change = (number: number) => setDraft(Number.isFinite(number) ? number : null);
  return (
    <form
      noValidate
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-b border-line p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole && draft !== percentage) onSet(draft);
      }}
    >
      <div className="min-w-60 flex-1">
        <p id={id} className="font-medium">
          Rollout
        </p>
        <p className="text-small text-ink-muted">
          On for this share of all people. Whoever has it keeps it when the share grows.
        </p>
      </div>
      <div className="flex items-center gap-3">
        <input
          type="range"
          aria-labelledby={id}
          min={0}
          max={100}
          value={draft ?? 0}
          onChange={(event) => change(event.currentTarget.valueAsNumber)}
          className="w-36 accent-(--accent)"
        />
        <div className="relative w-20">
          <input
            type="number"
            inputMode="numeric"
            aria-label="Rollout in percent"
            aria-invalid={isWhole ? undefined : true}
            min={0}
            max={100}
            step={1}
            value={draft ?? ""}
            onChange={(event) => change(event.currentTarget.valueAsNumber)}
            className={`${inputClass} h-8 pr-6 text-right tabular-nums`}
          />
          <span aria-hidden className="absolute inset-y-0 right-2 flex items-center text-ink-muted">
            %
          </span>
        </div>
        <Button type="submit" disabled={!isWhole || draft === percentage}>
          Apply
        </Button>
      </div>
    </form>
  );
}
