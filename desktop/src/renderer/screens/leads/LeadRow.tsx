import { memo, type CSSProperties } from "react";
import type { Lead } from "#shared/leads";
import { joinClasses } from "../../ui/joinClasses.ts";
import type { CellContext, Column } from "./columns.tsx";

/** The look of a row of the table, loaded or not. */
export const ROW =
  "absolute inset-x-0 grid h-9 items-center gap-4 border-b border-line px-6 max-sm:px-4";

/** Whether a name takes its company's room too: a lead without a person has the company's name. */
function isJoined(lead: Lead, columns: readonly Column[], place: number): boolean {
  const isPair = columns[place]?.id === "name" && columns[place + 1]?.id === "company";
  return isPair && (lead.company === null || lead.company === lead.name);
}

/** One lead in the table. Drawn again only when something of it changes, however the table scrolls. */
export const LeadRow = memo(function LeadRow({
  lead,
  index,
  top,
  tracks,
  columns,
  context,
  isCurrent,
  isSelected,
  act,
}: {
  lead: Lead;
  index: number;
  /** Where it stands (pixels). */
  top: number;
  tracks: CSSProperties;
  columns: readonly Column[];
  context: CellContext;
  isCurrent: boolean;
  isSelected: boolean;
  act: (index: number, what: "open" | "select" | "selectRange") => void;
}) {
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={isCurrent || undefined}
      className={joinClasses(
        ROW,
        isCurrent
          ? "bg-accent-soft outline-1 -outline-offset-1 outline-accent/50"
          : isSelected
            ? "bg-accent-soft"
            : "hover:bg-hover",
      )}
      style={{ top, ...tracks }}
      onClick={(event) => {
        // Another tab or window, as the person asked the browser for.
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        act(index, "open");
      }}
    >
      <td className="relative z-1 -ml-2 flex h-full items-center pl-2">
        <input
          type="checkbox"
          aria-label={`Select ${lead.name}`}
          className="size-4 accent-accent"
          checked={isSelected}
          onClick={(event) => {
            event.stopPropagation();
            act(index, event.shiftKey ? "selectRange" : "select");
          }}
          onChange={() => {}}
        />
      </td>
      {columns.map((column, place) => {
        if (place > 0 && isJoined(lead, columns, place - 1)) return null;
        const joined = isJoined(lead, columns, place);
        return (
          <td
            key={column.id}
            colSpan={joined ? 2 : 1}
            className={joinClasses(
              "min-w-0 truncate tabular-nums",
              column.numeric && "text-right",
              joined && "col-span-2",
            )}
          >
            {column.cell(lead, context)}
          </td>
        );
      })}
    </tr>
  );
});
