import { TextField } from "./TextField.tsx";

/** A labelled field for a whole number; empty is null. */
export function NumberField({
  value,
  onChange,
  ...rest
}: {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
  min: number;
  max: number;
  problem?: string | undefined;
  hint?: string;
  placeholder?: string;
  className?: string;
}) {
  return (
    <TextField
      type="number"
      inputMode="numeric"
      step={1}
      value={value ?? ""}
      onChange={(event) => {
        const number = event.currentTarget.valueAsNumber;
        onChange(Number.isFinite(number) ? number : null);
      }}
      {...rest}
    />
  );
}
