import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Columns3, Ellipsis, ListPlus, SearchX } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { z } from "zod";
import type { LeadSelection } from "#shared/leads";
import { wordsFor } from "../../api/errorWords.ts";
import { queries } from "../../api/queries.ts";
import { createStoredValue, useStoredValue } from "../../app/createStoredValue.ts";
import { countOf } from "../../format/formatCount.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Button } from "../../ui/Button.tsx";
import { buttonClass } from "../../ui/buttonClass.ts";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { Select } from "../../ui/Select.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { StatePanel } from "../../ui/StatePanel.tsx";
import { ListDialog } from "../lists/ListDialog.tsx";
import { AddLeadDialog } from "./AddLeadDialog.tsx";
import { BulkBar } from "./BulkBar.tsx";
import { columnsOf, everyColumn, FIRST_COLUMNS } from "./columns.tsx";
import { ColumnsDialog } from "./ColumnsDialog.tsx";
import { ExportDialog } from "./ExportDialog.tsx";
import { FilterBar } from "./FilterBar.tsx";
import { LeadsTable } from "./LeadsTable.tsx";
import { readSort, rememberSearch, writeSort, type LeadsSearch } from "./leadsSearch.ts";
import { EVERYTHING, NOTHING, sizeOf, type Selection } from "./Selection.ts";
import { TableSearch } from "./TableSearch.tsx";
import { useCellWords } from "./useCellWords.ts";
import { useChoices } from "./useChoices.ts";
import { useLeadRows } from "./useLeadRows.ts";
import { ViewTabs } from "./ViewTabs.tsx";

/** The columns that this person likes, where no view says which. */
const ownColumns = createStoredValue(
  "salespulse.lead-columns",
  z.array(z.string().max(120)).min(1).max(40),
  [...FIRST_COLUMNS],
);

/** Everybody there is to call: searched, filtered, put in order, changed many at once. The address holds how. */
export function LeadsScreen() {
  const search = useSearch({ from: "/framed/leads" });
  const navigate = useNavigate({ from: "/leads" });
  const liked = useStoredValue(ownColumns);
  const lists = useQuery(queries.lists);
  const customFields = useQuery(queries.customFields).data ?? [];
  const choices = useChoices();
  const words = useCellWords();
  const [dialog, setDialog] = useState<
    "columns" | "list" | "export" | "exportAll" | "exportChosen" | null
  >(null);
  const close = () => setDialog(null);

  const filter = useMemo(() => search.where ?? [], [search.where]);
  const sort = useMemo(() => readSort(search.sort), [search.sort]);
  const shown = useMemo(
    () => ({ search: search.q ?? "", listId: search.list ?? null, filter }),
    [search.q, search.list, filter],
  );
  const columnIds = search.columns ?? liked;
  const columns = useMemo(() => columnsOf(columnIds), [columnIds]);
  const wanted = useMemo(() => ({ ...shown, sort }), [shown, sort]);
  const { rows, total, error, retry } = useLeadRows(wanted);

  // What was chosen belongs to what was shown: other conditions, nothing chosen.
  const key = JSON.stringify(shown);
  const [chosen, setChosen] = useState<{ key: string; selection: Selection }>({
    key,
    selection: NOTHING,
  });
  const selection = chosen.key === key ? chosen.selection : NOTHING;
  const select = (next: Selection) => setChosen({ key, selection: next });
  const count = sizeOf(selection, total);
  const selected: LeadSelection =
    selection.kind === "some"
      ? { leadIds: [...selection.ids] }
      : selection.except.size > 0
        ? { ...shown, except: [...selection.except] }
        : shown;

  useEffect(() => rememberSearch(search), [search]);
  const change = useCallback(
    (next: Partial<LeadsSearch>, replace = false) =>
      void navigate({ search: (before) => ({ ...before, ...next }), replace }),
    [navigate],
  );
  const setColumns = (next: readonly string[]) => {
    if (search.columns === undefined) ownColumns.set([...next]);
    else change({ columns: [...next] }, true);
  };
  const list = lists.data?.find(({ id }) => id === search.list);

  useKeys("Leads", [
    { keys: "f", label: "Choose columns", run: () => setDialog("columns") },
    ...(count === undefined || count > 0
      ? [{ keys: "Escape", label: "Select none", run: () => select(NOTHING) }]
      : []),
  ]);

  const showAdd = (open: boolean) => change({ add: open || undefined }, true);
  const narrowed = search.q !== undefined || search.list !== undefined || filter.length > 0;
  return (
    <div className="flex h-full flex-col">
      <div className="flex flex-wrap items-center gap-3 px-6 pt-6 pb-3 max-sm:px-4">
        <h1 className="text-display tracking-tight">Leads</h1>
        <output className="mr-auto pt-1.5 text-ink-muted tabular-nums">
          {total === undefined ? "" : countOf(total, "lead")}
        </output>
        <TableSearch value={search.q ?? ""} onChange={(q) => change({ q: q || undefined }, true)} />
        <Select
          label="List"
          className="w-48 max-md:w-32"
          value={search.list ?? "all"}
          choices={[
            { value: "all", label: "All lists" },
            ...(lists.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => change({ list: id === "all" ? undefined : id })}
        />
        <Menu
          trigger={
            <Button size="icon" aria-label="More for leads">
              <Ellipsis aria-hidden size={16} />
            </Button>
          }
          groups={[
            [
              { label: "Add a lead", run: () => showAdd(true) },
              { label: "New list of these leads", run: () => setDialog("list") },
              { label: "All lists", run: () => void navigate({ to: "/lists" }) },
            ],
            [
              { label: "Export these leads", run: () => setDialog("export") },
              { label: "Export with every column", run: () => setDialog("exportAll") },
            ],
          ]}
        />
        <Link to="/import" className={buttonClass("primary")}>
          Import
        </Link>
      </div>
      <div className="flex items-start gap-4 px-6 pb-2 max-sm:px-4">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-1">
          <ViewTabs
            search={search}
            look={{ columns: [...columnIds], sort, filter }}
            onSaved={(view) =>
              change(
                view === null
                  ? { view: undefined, columns: undefined }
                  : { view, columns: [...columnIds] },
                true,
              )
            }
          />
          <span aria-hidden className="h-4 border-l border-line" />
          <FilterBar
            filter={filter}
            customFields={customFields}
            choices={choices}
            onChange={(where) => change({ where: where.length > 0 ? where : undefined })}
          />
        </div>
        <Button look="quiet" className="!h-7" onClick={() => setDialog("columns")}>
          <Columns3 aria-hidden size={14} /> Columns
        </Button>
      </div>
      <div className="min-h-0 flex-1 border-t border-line bg-surface">
        {rows === null ? (
          error ? (
            <ErrorPanel error={error} onRetry={retry} />
          ) : (
            <SkeletonRows rows={12} label="Loading leads" />
          )
        ) : rows.count > 0 ? (
          <LeadsTable
            leads={rows}
            columns={columns}
            words={words}
            sort={sort}
            onSort={(next) => change({ sort: writeSort(next) })}
            selection={selection}
            onSelect={select}
          />
        ) : narrowed ? (
          <StatePanel
            icon={SearchX}
            title="Nobody fits"
            actions={
              <Button onClick={() => change({ q: undefined, list: undefined, where: undefined })}>
                Show everybody
              </Button>
            }
          >
            No lead matches this search and these filters.
          </StatePanel>
        ) : (
          <StatePanel
            icon={ListPlus}
            title="No leads yet"
            actions={
              <>
                <Link to="/import" className={buttonClass("primary")}>
                  Import a list
                </Link>
                <Button onClick={() => showAdd(true)}>Add one by hand</Button>
              </>
            }
          >
            Leads come from a CSV file: names, companies, numbers.
          </StatePanel>
        )}
      </div>
      {rows?.failure && (
        <div className="flex items-center gap-3 border-t border-line bg-danger-soft px-6 py-2 max-sm:px-4">
          <p role="alert" className="mr-auto">
            Some rows did not come. {wordsFor(rows.failure.error).meaning}
          </p>
          <Button onClick={rows.failure.retry}>Try again</Button>
        </div>
      )}
      {(count === undefined || count > 0) && rows !== null && rows.count > 0 && (
        <BulkBar
          selection={selected}
          count={count}
          total={total}
          list={list}
          onSelectAll={() => select(EVERYTHING)}
          onExport={() => setDialog("exportChosen")}
          onDone={() => select(NOTHING)}
        />
      )}
      <ColumnsDialog
        open={dialog === "columns"}
        onOpenChange={close}
        columns={columnIds}
        customFields={customFields}
        onChange={setColumns}
      />
      <AddLeadDialog
        open={search.add === true}
        onOpenChange={showAdd}
        listId={list && list.filter === null && !list.isSample ? list.id : null}
        onAdded={(lead) => void navigate({ to: "/leads/$leadId", params: { leadId: lead.id } })}
      />
      <ListDialog
        open={dialog === "list"}
        onOpenChange={close}
        from={shown}
        onSaved={(made) => {
          close();
          void navigate({ to: "/leads", search: { list: made.id } });
        }}
      />
      <ExportDialog
        open={dialog?.startsWith("export") ?? false}
        wanted={wanted}
        selection={dialog === "exportChosen" ? selection : EVERYTHING}
        columns={dialog === "exportAll" ? everyColumn(customFields) : columnIds}
        words={words}
        total={dialog === "exportChosen" ? count : total}
        onClose={close}
      />
    </div>
  );
}
