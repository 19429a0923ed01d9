import { Pencil } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { inputClass } from "../../ui/inputClass.ts";
import { joinClasses } from "../../ui/joinClasses.ts";
import { takeFocus } from "../../ui/takeFocus.ts";

/**
 * One fact of a lead that is changed where it stands: Enter or leaving it saves, Escape leaves it as it was.
 */
export function EditableFact({
  label,
  value,
  shown,
  maxLength,
  onSave,
  aside,
  beside = false,
}: {
  label: string;
  value: string;
  /** How the value is shown, where that is not how it is typed. */
  shown?: string;
  maxLength: number;
  /** Saves; rejects where it was refused, and then what was typed stays to be corrected. */
  onSave: (value: string) => Promise<unknown>;
  aside?: ReactNode;
  /** Whether the value stands beside its label, which is short, and not below it. */
  beside?: boolean;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  /** Whether the keyboard ended it: then the fact itself has the keyboard again. */
  const byKey = useRef(false);
  const saving = useRef(false);
  useEffect(() => {
    if (typed !== null || !byKey.current) return;
    byKey.current = false;
    button.current?.focus();
  }, [typed]);
  const save = () => {
    if (typed === null || saving.current) return;
    if (typed.trim() === value) {
      setTyped(null);
      return;
    }
    saving.current = true;
    onSave(typed.trim())
      .then(
        () => setTyped(null),
        // The mutation has said why.
        () => undefined,
      )
      .finally(() => {
        saving.current = false;
      });
  };
  return (
    <div
      className={joinClasses(
        "group py-1",
        beside && "grid grid-cols-[6.5rem_minmax(0,1fr)] items-baseline gap-2 !py-0.5",
      )}
    >
      <dt className="flex items-baseline justify-between gap-2 text-small break-words text-ink-muted">
        {label}
        {aside}
      </dt>
      <dd>
        {typed === null ? (
          <button
            ref={button}
            type="button"
            aria-label={`${label}: ${shown ?? (value || "empty")}. Change`}
            className="-mx-1 flex min-h-6 w-full items-center gap-2 rounded-sm px-1 text-left break-words hover:bg-hover"
            onClick={() => setTyped(value)}
          >
            <span className="min-w-0 break-words">
              {(shown ?? value) || <span className="text-ink-muted">–</span>}
            </span>
            <Pencil
              aria-hidden
              size={12}
              className="ml-auto shrink-0 text-ink-muted opacity-0 group-hover:opacity-100"
            />
          </button>
        ) : (
          <input
            aria-label={label}
            ref={takeFocus}
            className={`${inputClass} h-7`}
            maxLength={maxLength}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onBlur={save}
            onKeyDown={(event) => {
              if (event.key === "Enter") {
                byKey.current = true;
                save();
              }
              if (event.key === "Escape") {
                event.preventDefault();
                byKey.current = true;
                setTyped(null);
              }
            }}
          />
        )}
      </dd>
    </div>
  );
}
