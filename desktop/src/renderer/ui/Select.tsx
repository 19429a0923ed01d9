import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import { joinClasses } from "./joinClasses.ts";

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  /** A second, quieter line. */
  readonly note?: string;
}

/** Chooses one of a few. `label` is its name to screen readers where no visible label stands beside it. */
export function Select<T extends string>({
  value,
  choices,
  onChange,
  label,
  id,
  placeholder,
  disabled = false,
  className,
  open,
  onOpenChange,
  finalFocus,
}: {
  /** Null where nothing is chosen yet. */
  value: T | null;
  choices: readonly Choice<T>[];
  onChange: (value: T) => void;
  label: string;
  id?: string;
  /** Stands there as long as nothing is chosen. */
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  /** Where a key opens it: whether it is open. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** What takes the keyboard when it closes; else the control itself. */
  finalFocus?: () => HTMLElement | null;
}) {
  return (
    <Base.Root
      value={value}
      items={choices.map((choice) => ({ value: choice.value, label: choice.label }))}
      onValueChange={(next) => next !== null && onChange(next)}
      disabled={disabled}
      modal={false}
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange ? { onOpenChange } : {})}
    >
      <Base.Trigger
        id={id}
        aria-label={label}
        className={joinClasses(
          "inline-flex h-8 min-w-0 items-center justify-between gap-2 rounded-md border border-line-strong/60 bg-surface px-2.5 text-left hover:bg-hover data-[disabled]:opacity-50",
          className,
        )}
      >
        <Base.Value className="truncate" placeholder={placeholder} />
        <Base.Icon>
          <ChevronDown aria-hidden size={14} className="text-ink-muted" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="z-60 outline-none" sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup
            {...(finalFocus ? { finalFocus } : {})}
            className="max-h-[min(360px,var(--available-height))] max-w-[max(var(--anchor-width),26rem)] min-w-[var(--anchor-width)] overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-overlay"
          >
            {choices.map((choice) => (
              <Base.Item
                key={choice.value}
                value={choice.value}
                className="flex items-center gap-2 rounded-sm py-1 pr-3 pl-1.5 outline-none data-[highlighted]:bg-hover"
              >
                <span className="flex w-4 shrink-0">
                  <Base.ItemIndicator>
                    <Check aria-hidden size={14} className="text-accent-text" />
                  </Base.ItemIndicator>
                </span>
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  <Base.ItemText>{choice.label}</Base.ItemText>
                  {choice.note !== undefined && (
                    <span className="block text-small text-ink-muted">{choice.note}</span>
                  )}
                </span>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
