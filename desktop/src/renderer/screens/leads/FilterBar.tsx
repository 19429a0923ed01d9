import { Filter, X } from "lucide-react";
import { useState } from "react";
import type { Condition, LeadFilter } from "#shared/leadFilter";
import { Button } from "../../ui/Button.tsx";
import { Popover } from "../../ui/Popover.tsx";
import { ConditionEditor } from "./ConditionEditor.tsx";
import { conditionWords } from "./conditionWords.ts";
import type { Choices } from "./useChoices.ts";

/** The conditions that hold, each to be changed or taken away, and the way to one more. */
export function FilterBar({
  filter,
  customFields,
  choices,
  onChange,
}: {
  filter: LeadFilter;
  customFields: readonly string[];
  choices: Choices;
  onChange: (filter: LeadFilter) => void;
}) {
  /** Which condition is open: its place, or one past the last for a new one. */
  const [open, setOpen] = useState<number | null>(null);
  const editor = (place: number, before?: Condition) => (
    <ConditionEditor
      {...(before ? { before } : {})}
      customFields={customFields}
      choices={choices}
      onDone={(condition) => {
        setOpen(null);
        onChange(
          before
            ? filter.map((each, index) => (index === place ? condition : each))
            : [...filter, condition],
        );
      }}
    />
  );
  const openAt = (place: number) => (next: boolean) => setOpen(next ? place : null);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {filter.map((condition, place) => {
        const words = conditionWords(condition, choices);
        return (
          <span
            key={`${place} ${words}`}
            className="inline-flex h-7 max-w-80 items-center rounded-full border border-line bg-accent-soft text-accent-text"
          >
            <Popover
              label="Filter"
              open={open === place}
              onOpenChange={openAt(place)}
              trigger={
                <button type="button" className="min-w-0 truncate rounded-full pl-3" title={words}>
                  {words}
                </button>
              }
            >
              {editor(place, condition)}
            </Popover>
            <button
              type="button"
              aria-label={`Remove: ${words}`}
              className="flex h-7 w-7 shrink-0 items-center justify-center rounded-full hover:bg-hover"
              onClick={() => onChange(filter.filter((_, index) => index !== place))}
            >
              <X aria-hidden size={12} />
            </button>
          </span>
        );
      })}
      <Popover
        label="New filter"
        open={open === filter.length}
        onOpenChange={openAt(filter.length)}
        trigger={
          <Button look="quiet" className="!h-7" disabled={filter.length >= 20}>
            <Filter aria-hidden size={14} /> Filter
          </Button>
        }
      >
        {editor(filter.length)}
      </Popover>
      {filter.length > 1 && (
        <Button look="quiet" className="!h-7" onClick={() => onChange([])}>
          Clear
        </Button>
      )}
    </div>
  );
}
