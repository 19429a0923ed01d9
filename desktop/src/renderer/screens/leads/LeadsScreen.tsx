import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ListPlus, Search, SearchX } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { queries } from "../../api/queries.ts";
import { useSettled } from "../../app/useSettled.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Button } from "../../ui/Button.tsx";
import { buttonClass } from "../../ui/buttonClass.ts";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { inputClass } from "../../ui/inputClass.ts";
import { Kbd } from "../../ui/Kbd.tsx";
import { Select } from "../../ui/Select.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { StatePanel } from "../../ui/StatePanel.tsx";
import { LeadsTable } from "./LeadsTable.tsx";

/** Everybody there is to call, searched and by list. The filter stands in the address. */
export function LeadsScreen() {
  const search = useSearch({ from: "/framed/leads" });
  const navigate = useNavigate({ from: "/leads" });
  const [text, setText] = useState(search.q ?? "");
  const settled = useSettled(text.trim(), 200);
  const input = useRef<HTMLInputElement>(null);
  const lists = useQuery(queries.lists);
  const leads = useInfiniteQuery({
    ...queries.leads({ search: search.q, listId: search.list }),
    placeholderData: (before) => before,
  });

  useEffect(() => {
    void navigate({
      search: (before) => ({ ...before, q: settled || undefined }),
      replace: true,
    });
  }, [settled, navigate]);

  useKeys("Leads", [
    { keys: "/", label: "Search", run: () => input.current?.focus() },
    {
      keys: "Escape",
      label: "Leave the search",
      whileTyping: true,
      run: () => input.current?.blur(),
    },
  ]);

  const rows = leads.data?.pages.flatMap((page) => page.leads);
  const filtered = search.q !== undefined || search.list !== undefined;
  return (
    <div className="flex h-full flex-col">
      <div className="flex flex-wrap items-center gap-3 px-6 pt-6 pb-4 max-sm:px-4">
        <h1 className="mr-auto text-display tracking-tight">Leads</h1>
        <div className="relative w-64 max-md:w-48 max-sm:w-full">
          <Search
            aria-hidden
            size={14}
            className="absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-muted"
          />
          <input
            ref={input}
            type="search"
            aria-label="Search leads"
            placeholder="Name, company, number"
            maxLength={100}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            className={`${inputClass} h-8 pr-9 pl-8`}
          />
          {text === "" && (
            <span className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2">
              <Kbd keys="/" />
            </span>
          )}
        </div>
        <Select
          label="List"
          className="w-48 max-md:w-36"
          value={search.list ?? "all"}
          choices={[
            { value: "all", label: "All lists" },
            ...(lists.data ?? []).map((list) => ({ value: list.id, label: list.name })),
          ]}
          onChange={(list) =>
            void navigate({
              search: (before) => ({ ...before, list: list === "all" ? undefined : list }),
            })
          }
        />
        <Link to="/import" className={buttonClass("primary")}>
          Import
        </Link>
      </div>
      <div className="min-h-0 flex-1 border-t border-line bg-surface">
        {rows === undefined ? (
          leads.isError ? (
            <ErrorPanel error={leads.error} onRetry={() => void leads.refetch()} />
          ) : (
            <SkeletonRows rows={12} label="Loading leads" />
          )
        ) : rows.length > 0 ? (
          <LeadsTable
            leads={rows}
            more={leads.hasNextPage}
            onMore={() => {
              if (!leads.isFetching) void leads.fetchNextPage();
            }}
          />
        ) : filtered ? (
          <StatePanel
            icon={SearchX}
            title="Nobody fits"
            actions={
              <Button
                onClick={() => {
                  setText("");
                  void navigate({ search: {} });
                }}
              >
                Show everybody
              </Button>
            }
          >
            No lead matches this search.
          </StatePanel>
        ) : (
          <StatePanel
            icon={ListPlus}
            title="No leads yet"
            actions={
              <Link to="/import" className={buttonClass("primary")}>
                Import a list
              </Link>
            }
          >
            Leads come from a CSV file: names, companies, numbers.
          </StatePanel>
        )}
      </div>
    </div>
  );
}
