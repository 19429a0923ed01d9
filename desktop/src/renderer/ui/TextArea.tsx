import { useId, type ComponentProps, type ReactNode } from "react";
import { inputClass } from "./inputClass.ts";
import { joinClasses } from "./joinClasses.ts";

/** A labelled field for several lines, with its hint and what is wrong with it. */
export function TextArea({
  label,
  hint,
  problem,
  className,
  inputClassName,
  ...rest
}: ComponentProps<"textarea"> & {
  label: string;
  hint?: ReactNode;
  /** What is wrong, as the schema says it: `must not be empty`. */
  problem?: string | undefined;
  inputClassName?: string;
}) {
  const id = useId();
  const described = [problem && `${id}-problem`, hint !== undefined && `${id}-hint`]
    .filter(Boolean)
    .join(" ");
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <textarea
        id={id}
        rows={4}
        className={joinClasses(inputClass, "block resize-y py-2 leading-5", inputClassName)}
        aria-invalid={problem ? true : undefined}
        aria-describedby={described || undefined}
        {...rest}
      />
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
