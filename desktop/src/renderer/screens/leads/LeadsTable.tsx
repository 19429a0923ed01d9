import { useNavigate } from "@tanstack/react-router";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { SortField } from "#shared/leadFilter";
import type { Lead } from "#shared/leads";
import { useNow } from "../../format/useNow.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { useListKeys } from "../../keys/useListKeys.ts";
import { joinClasses } from "../../ui/joinClasses.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useVirtualRows } from "../../ui/useVirtualRows.ts";
import type { CellWords, Column } from "./columns.tsx";
import { LeadRow, ROW } from "./LeadRow.tsx";
import type { Sort } from "./leadsSearch.ts";
import { addRange, isSelected, NOTHING, toggle, type Selection } from "./Selection.ts";

const ROW_PX = 36;
const CHECKBOX_PX = 40;
const GAP_PX = 16;
/** How many rows before the end of what is loaded more are asked for. */
const AHEAD = 150;

/** What one wants to see from the top down at the first click. */
const HIGHEST_FIRST: ReadonlySet<SortField> = new Set([
  "score",
  "attemptCount",
  "lastCalledAt",
  "createdAt",
]);

/** The lead that was opened last, to come back to its row. */
let opened: string | undefined;

/** However many leads, only the rows in sight are drawn. More are asked for as the end comes near. */
export function LeadsTable({
  leads,
  total,
  more,
  onMore,
  columns,
  words,
  sort,
  onSort,
  selection,
  onSelect,
}: {
  leads: readonly Lead[];
  /** How many match in all, once that is known. */
  total: number | undefined;
  more: boolean;
  onMore: () => void;
  columns: readonly Column[];
  words: CellWords;
  sort: Sort;
  onSort: (sort: Sort) => void;
  selection: Selection;
  onSelect: (selection: Selection) => void;
}) {
  const navigate = useNavigate();
  const now = useNow(60_000);
  const count = more ? Math.max(total ?? 0, leads.length + 1) : leads.length;
  const { box, rows } = useVirtualRows(count, ROW_PX);
  const anchor = useRef(-1);
  const open = (index: number) => {
    const lead = leads[index];
    if (!lead) return;
    opened = lead.id;
    void navigate({ to: "/leads/$leadId", params: { leadId: lead.id } });
  };
  const [first] = useState(() => leads.findIndex((lead) => lead.id === opened));
  const chosen = useListKeys("Leads", leads.length, open, first);
  const select = (index: number, ranged: boolean) => {
    const lead = leads[index];
    if (!lead) return;
    const ids = leads.map(({ id }) => id);
    onSelect(
      ranged && anchor.current >= 0
        ? addRange(selection, ids, anchor.current, index)
        : toggle(selection, lead.id, ids),
    );
    anchor.current = index;
  };
  useKeys("Leads", [
    ...(chosen < 0
      ? []
      : [
          { keys: "x", label: "Select the row", run: () => select(chosen, false) },
          { keys: " ", label: "Select the row", hidden: true, run: () => select(chosen, false) },
          { keys: "shift+x", label: "Select up to the row", run: () => select(chosen, true) },
        ]),
    { keys: "mod+a", label: "Select all that match", run: () => onSelect({ kind: "all" }) },
  ]);
  useEffect(() => {
    if (chosen < 0) return;
    rows.scrollToIndex(chosen);
    opened = leads[chosen]?.id;
  }, [chosen, rows, leads]);
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= leads.length - AHEAD) onMore();
  }, [more, last, leads.length, onMore]);

  const tracks = useMemo(
    () => ({
      gridTemplateColumns: [
        `${CHECKBOX_PX - GAP_PX}px`,
        ...columns.map(({ minPx, grow }) =>
          grow === 0 ? `${minPx}px` : `minmax(${minPx}px, ${grow}fr)`,
        ),
      ].join(" "),
    }),
    [columns],
  );
  const context = useMemo(() => ({ now, ...words }), [now, words]);
  // One function for all rows and all times, so that scrolling draws only rows that come into sight.
  const latest = useRef({ select, open });
  useEffect(() => {
    latest.current = { select, open };
  });
  const act = useCallback(
    (index: number, what: "open" | "select" | "selectRange") =>
      what === "open"
        ? latest.current.open(index)
        : latest.current.select(index, what === "selectRange"),
    [],
  );
  const minWidth =
    columns.reduce((sum, { minPx }) => sum + minPx + GAP_PX, CHECKBOX_PX + 2 * GAP_PX) + GAP_PX;
  const everything = selection.kind === "all";
  const some = !everything && selection.ids.size > 0;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- WCAG 2.1.1 for scrolling regions
    <div ref={box} tabIndex={0} className="h-full overflow-auto">
      <table
        aria-label="Leads"
        aria-rowcount={more ? (total ?? -1) + (total === undefined ? 0 : 1) : leads.length + 1}
        className="block text-left"
        style={{ minWidth }}
      >
        <thead className="sticky top-0 z-2 block bg-surface">
          <tr
            className="grid h-8 items-center gap-4 border-b border-line px-6 text-small text-ink-muted max-sm:px-4"
            style={tracks}
          >
            <th scope="col" className="flex">
              <input
                type="checkbox"
                aria-label="Select all that match"
                className="size-4 accent-accent"
                checked={everything}
                ref={(element) => {
                  if (element) element.indeterminate = some;
                }}
                onChange={() => onSelect(everything || some ? NOTHING : { kind: "all" })}
              />
            </th>
            {columns.map((column) => (
              <Heading key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody className="relative block" style={{ height: rows.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const lead = leads[index];
            return lead === undefined ? (
              <tr key={index} aria-hidden className={ROW} style={{ top: start, ...tracks }}>
                <td className="col-start-2">
                  <Skeleton className="h-3 w-40" />
                </td>
              </tr>
            ) : (
              <LeadRow
                key={lead.id}
                lead={lead}
                index={index}
                top={start}
                tracks={tracks}
                columns={columns}
                context={context}
                isCurrent={index === chosen}
                isSelected={isSelected(selection, lead.id)}
                act={act}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Heading({
  column,
  sort,
  onSort,
}: {
  column: Column;
  sort: Sort;
  onSort: (sort: Sort) => void;
}) {
  const field = column.sort;
  const sorted = field !== undefined && sort.field === field;
  return (
    <th
      scope="col"
      aria-sort={sorted ? (sort.descending ? "descending" : "ascending") : undefined}
      className={joinClasses("min-w-0 truncate font-normal", column.numeric && "text-right")}
    >
      {field === undefined ? (
        column.label
      ) : (
        <button
          type="button"
          className={joinClasses(
            "-mx-1 inline-flex max-w-full items-center gap-1 rounded-sm px-1 hover:text-ink",
            sorted && "text-ink",
          )}
          onClick={() =>
            onSort({ field, descending: sorted ? !sort.descending : HIGHEST_FIRST.has(field) })
          }
        >
          <span className="truncate">{column.label}</span>
          {sorted &&
            (sort.descending ? (
              <ArrowDown aria-hidden size={12} className="shrink-0" />
            ) : (
              <ArrowUp aria-hidden size={12} className="shrink-0" />
            ))}
        </button>
      )}
    </th>
  );
}
