import type { ReactNode } from "react";
import { joinClasses } from "../../ui/joinClasses.ts";
import { Kbd } from "../../ui/Kbd.tsx";

/** One of a few, side by side; with number keys where they act. */
export function Chips({
  legend,
  name,
  choices,
  value,
  onChange,
  numbered = false,
  aside,
}: {
  legend: string;
  name: string;
  choices: readonly { readonly value: string; readonly label: string; readonly note?: string }[];
  value: string;
  onChange: (value: string) => void;
  numbered?: boolean;
  aside?: ReactNode;
}) {
  return (
    <fieldset>
      <legend className="mb-1 flex items-center gap-2 text-small text-ink-muted">
        {legend} {aside}
      </legend>
      <div className="flex flex-wrap gap-1.5">
        {choices.map((choice, index) => (
          <label
            key={choice.value}
            className={joinClasses(
              "flex min-h-8 items-center gap-2 rounded-md border px-2 has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent",
              choice.value === value
                ? "border-accent bg-accent-soft"
                : "border-line-strong/60 bg-surface hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
              className="sr-only"
            />
            {numbered && index < 9 && <Kbd keys={String(index + 1)} />}
            <span>
              {choice.label}
              {choice.note !== undefined && (
                <span className="block text-small text-ink-muted">{choice.note}</span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
