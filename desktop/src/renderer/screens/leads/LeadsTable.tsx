import { useNavigate } from "@tanstack/react-router";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { SortField } from "#shared/leadFilter";
import { useNow } from "../../format/useNow.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { useListKeys } from "../../keys/useListKeys.ts";
import { joinClasses } from "../../ui/joinClasses.ts";
import { toastError } from "../../ui/toastError.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useVirtualRows } from "../../ui/useVirtualRows.ts";
import type { CellWords, Column } from "./columns.tsx";
import { LeadRow, ROW } from "./LeadRow.tsx";
import type { Sort } from "./leadsSearch.ts";
import { addRange, EVERYTHING, isSelected, NOTHING, toggle, type Selection } from "./Selection.ts";
import type { LeadRows } from "./useLeadRows.ts";

const ROW_PX = 36;
const CHECKBOX_PX = 40;
const GAP_PX = 16;

/** What one wants to see from the top down at the first click. */
const HIGHEST_FIRST: ReadonlySet<SortField> = new Set([
  "score",
  "attemptCount",
  "lastCalledAt",
  "createdAt",
]);

/** The lead that was opened last and its place, to come back to its row. */
let opened: { readonly id: string; readonly index: number } | undefined;

/** However many leads, only the rows in sight are drawn and fetched. */
export function LeadsTable({
  leads,
  columns,
  words,
  sort,
  onSort,
  selection,
  onSelect,
}: {
  leads: LeadRows;
  columns: readonly Column[];
  words: CellWords;
  sort: Sort;
  onSort: (sort: Sort) => void;
  selection: Selection;
  onSelect: (selection: Selection) => void;
}) {
  const navigate = useNavigate();
  const now = useNow(60_000);
  const { count, at, onSight } = leads;
  const { box, rows } = useVirtualRows(count, ROW_PX);
  const anchor = useRef(-1);
  const open = (index: number) => {
    const lead = at(index);
    if (!lead) return;
    opened = { id: lead.id, index };
    void navigate({ to: "/leads/$leadId", params: { leadId: lead.id } });
  };
  const [first] = useState(() =>
    opened !== undefined && at(opened.index)?.id === opened.id ? opened.index : -1,
  );
  const chosen = useListKeys("Leads", count, open, first);
  const select = (index: number, ranged: boolean) => {
    const lead = at(index);
    if (!lead) return;
    const before = anchor.current;
    anchor.current = index;
    if (!ranged || before < 0) onSelect(toggle(selection, lead.id));
    else
      leads
        .idsOf(Math.min(before, index), Math.max(before, index))
        .then((ids) => onSelect(addRange(selection, ids)), toastError);
  };
  useKeys("Leads", [
    ...(chosen < 0
      ? []
      : [
          { keys: "x", label: "Select the row", run: () => select(chosen, false) },
          { keys: " ", label: "Select the row", hidden: true, run: () => select(chosen, false) },
          { keys: "shift+x", label: "Select up to the row", run: () => select(chosen, true) },
        ]),
    { keys: "mod+a", label: "Select all that match", run: () => onSelect(EVERYTHING) },
  ]);
  useEffect(() => {
    if (chosen < 0) return;
    rows.scrollToIndex(chosen);
  }, [chosen, rows]);
  const items = rows.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = items.at(-1)?.index ?? 0;
  useEffect(() => onSight(from, to), [from, to, onSight]);
  // Other leads begin at their top.
  const shown = useRef(leads.of);
  useEffect(() => {
    if (shown.current === leads.of) return;
    shown.current = leads.of;
    anchor.current = -1;
    box.current?.scrollTo({ top: 0 });
  }, [leads.of, box]);

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
  const everything = selection.kind === "all" && selection.except.size === 0;
  const some = !everything && (selection.kind === "all" || selection.ids.size > 0);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- WCAG 2.1.1 for scrolling regions
    <div ref={box} tabIndex={0} className="h-full overflow-auto">
      <table
        aria-label="Leads"
        aria-rowcount={count + 1}
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
                onChange={() => onSelect(everything || some ? NOTHING : EVERYTHING)}
              />
            </th>
            {columns.map((column) => (
              <Heading key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody className="relative block" style={{ height: rows.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const lead = at(index);
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
