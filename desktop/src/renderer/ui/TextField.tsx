import { Eye, EyeOff } from "lucide-react";
import { useId, useState, type ComponentProps, type ReactNode } from "react";
import { inputClass } from "./inputClass.ts";
import { joinClasses } from "./joinClasses.ts";

/** A labelled field for one line, with its hint and what is wrong with it. */
export function TextField({
  label,
  hint,
  problem,
  aside,
  type = "text",
  className,
  ...rest
}: ComponentProps<"input"> & {
  label: string;
  hint?: ReactNode;
  /** What is wrong, as the schema says it: `must not be empty`. */
  problem?: string | undefined;
  /** Stands at the label's right end. */
  aside?: ReactNode;
}) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const described = [problem && `${id}-problem`, hint !== undefined && `${id}-hint`]
    .filter(Boolean)
    .join(" ");
  const isPassword = type === "password";
  return (
    <div className={joinClasses("relative", className)}>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <div className="relative">
        <input
          id={id}
          type={isPassword && shown ? "text" : type}
          className={joinClasses(inputClass, "h-9", isPassword && "pr-10")}
          aria-invalid={problem ? true : undefined}
          aria-describedby={described || undefined}
          {...rest}
        />
        {isPassword && (
          <button
            type="button"
            aria-label={shown ? "Hide the password" : "Show the password"}
            aria-pressed={shown}
            className="absolute inset-y-0 right-0 flex w-9 items-center justify-center rounded-md text-ink-muted hover:text-ink"
            onClick={() => setShown(!shown)}
          >
            {shown ? <EyeOff aria-hidden size={16} /> : <Eye aria-hidden size={16} />}
          </button>
        )}
      </div>
      {/* After the field: Tab goes from field to field first. */}
      {aside !== undefined && <div className="absolute top-0 right-0">{aside}</div>}
      {problem && (
        <p id={`${id}-problem`} className="mt-1 text-small text-danger">
          {label} {problem}
        </p>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="mt-1 text-small text-ink-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
