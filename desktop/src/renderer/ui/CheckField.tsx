import { useId, type ReactNode } from "react";

/** A choice of yes or no, with what it means below it. */
export function CheckField({
  label,
  note,
  checked,
  onChange,
}: {
  label: string;
  note?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex gap-2.5">
      <input
        type="checkbox"
        id={id}
        checked={checked}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onChange={(event) => onChange(event.currentTarget.checked)}
        className="mt-0.5 size-4 shrink-0 accent-(--accent)"
      />
      <div>
        <label htmlFor={id} className="block">
          {label}
        </label>
        {note !== undefined && (
          <p id={`${id}-note`} className="text-small text-ink-muted">
            {note}
          </p>
        )}
      </div>
    </div>
  );
}
