import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";

/** A choice of one of a few short words that all stand there. Give it a visible label, or its name. */
export function Segments<T extends string>({
  label,
  labelledBy,
  value,
  choices,
  onChange,
  disabled = false,
}: {
  label?: string;
  /** The id of its visible label. */
  labelledBy?: string;
  value: T;
  choices: readonly (readonly [value: T, label: string])[];
  onChange: (value: T) => void;
  disabled?: boolean;
}) {
  return (
    <RadioGroup
      aria-label={label}
      aria-labelledby={labelledBy}
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        const chosen = choices.find(([known]) => known === next);
        if (chosen) onChange(chosen[0]);
      }}
      className="flex shrink-0 rounded-md border border-line bg-canvas p-0.5"
    >
      {choices.map(([choice, name]) => (
        <Radio.Root
          key={choice}
          value={choice}
          aria-label={name}
          className="flex h-7 items-center rounded-sm px-3 text-ink-muted data-[checked]:bg-accent-soft data-[checked]:font-medium data-[checked]:text-accent-text data-[disabled]:opacity-60"
        >
          {name}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
