import { useId } from "react";
import { Select, type Choice } from "./Select.tsx";

/** A choice of one of a few under its own label, as fields of forms have it. */
export function LabelledSelect<T extends string>({
  label,
  value,
  choices,
  onChange,
  className = "",
}: {
  label: string;
  value: T;
  choices: readonly Choice<T>[];
  onChange: (value: T) => void;
  className?: string;
}) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <Select
        id={id}
        label={label}
        className="h-9 w-full"
        value={value}
        choices={choices}
        onChange={onChange}
      />
    </div>
  );
}
