import { useQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, ChevronDown, Trash2 } from "lucide-react";
import { useId } from "react";
import type { Outcome } from "#shared/outcomes";
import { queries } from "../../../api/queries.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { joinClasses } from "../../../ui/joinClasses.ts";
import { Kbd } from "../../../ui/Kbd.tsx";
import { describeOutcome } from "./describeOutcome.ts";
import { OutcomeFields } from "./OutcomeFields.tsx";
import type { ProblemOf } from "./ProblemOf.ts";

/** One outcome with its key and what it does in a line; open, all of it to be changed. */
export function OutcomeRow({
  draft,
  index,
  count,
  open,
  problemOf,
  onToggle,
  onChange,
  onMove,
  onRemove,
}: {
  draft: Outcome;
  index: number;
  count: number;
  open: boolean;
  problemOf: ProblemOf;
  onToggle: () => void;
  onChange: (changes: Partial<Outcome>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const id = useId();
  const { data: lists } = useQuery(queries.lists);
  const name = draft.label || "New outcome";
  const listName = (listId: string) => lists?.find((list) => list.id === listId)?.name;
  return (
    <li className="border-b border-line last:border-0">
      <div className="flex min-h-13 items-center gap-1 pr-2 pl-4">
        <Kbd keys={String(index + 1)} />
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          onClick={onToggle}
          className="ml-1 flex min-w-0 flex-1 items-center gap-2 rounded-md px-2 py-1.5 text-left hover:bg-hover"
        >
          <span className="min-w-0 flex-1">
            <span className="flex items-center gap-2">
              <span className="truncate font-medium">{name}</span>
              {draft.reached && <Badge tone="accent">Reached</Badge>}
            </span>
            <span className="block text-small text-ink-muted">
              {describeOutcome(draft, listName)}
            </span>
          </span>
          <ChevronDown
            aria-hidden
            size={16}
            className={joinClasses("shrink-0 text-ink-muted", open && "rotate-180")}
          />
        </button>
        <Button
          look="quiet"
          size="icon"
          aria-label={`Move ${name} up`}
          disabled={index === 0}
          onClick={() => onMove(-1)}
        >
          <ArrowUp aria-hidden size={16} />
        </Button>
        <Button
          look="quiet"
          size="icon"
          aria-label={`Move ${name} down`}
          disabled={index === count - 1}
          onClick={() => onMove(1)}
        >
          <ArrowDown aria-hidden size={16} />
        </Button>
        <Button
          look="quiet"
          size="icon"
          aria-label={`Take ${name} away`}
          disabled={count === 1}
          onClick={onRemove}
        >
          <Trash2 aria-hidden size={16} />
        </Button>
      </div>
      <div id={id} hidden={!open}>
        {open && <OutcomeFields draft={draft} problemOf={problemOf} onChange={onChange} />}
      </div>
    </li>
  );
}
