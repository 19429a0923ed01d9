import { ArrowDown, ArrowUp } from "lucide-react";
import type { OrganizationOverview, OrganizationSort } from "#shared/service";
import { formatCount } from "../../format/formatCount.ts";
import { formatDay, formatMoment } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { Badge } from "../../ui/Badge.tsx";
import { joinClasses } from "../../ui/joinClasses.ts";
import { ORGANIZATION_STATE_WORDS } from "./organizationWords.ts";

interface Column {
  readonly sort: OrganizationSort;
  readonly label: string;
  /** What a first press puts on top. */
  readonly mostFirst: boolean;
  readonly className: string;
}

const COLUMNS: readonly Column[] = [
  { sort: "name", label: "Name", mostFirst: false, className: "text-left" },
  { sort: "state", label: "State", mostFirst: false, className: "text-left" },
  { sort: "members", label: "Members", mostFirst: true, className: "text-right" },
  { sort: "leads", label: "Leads", mostFirst: true, className: "text-right" },
  {
    sort: "calls",
    label: "Calls, 30 days",
    mostFirst: true,
    className: "text-right max-md:hidden",
  },
  { sort: "activity", label: "Last active", mostFirst: true, className: "text-right" },
  { sort: "since", label: "Since", mostFirst: true, className: "text-right max-md:hidden" },
];

/** Organizations as rows, in order by the column whose heading was pressed. */
export function OrganizationsTable({
  organizations,
  sort,
  descending,
  chosen,
  onSort,
  onOpen,
}: {
  organizations: readonly OrganizationOverview[];
  sort: OrganizationSort;
  descending: boolean;
  /** The row that the keys have chosen; -1 for none. */
  chosen: number;
  onSort: (sort: OrganizationSort, descending: boolean) => void;
  onOpen: (id: string) => void;
}) {
  const now = useNow(60_000);
  const Arrow = descending ? ArrowDown : ArrowUp;
  return (
    // Positioned, so that what is hidden for the eye alone does not widen the page.
    <div className="relative overflow-x-auto">
      <table className="w-full border-collapse tabular-nums">
        <thead>
          <tr className="border-b border-line text-small text-ink-muted">
            {COLUMNS.map((column) => (
              <th
                key={column.sort}
                scope="col"
                aria-sort={
                  column.sort === sort ? (descending ? "descending" : "ascending") : undefined
                }
                className={joinClasses(
                  "px-1.5 py-1 font-normal first:pl-2.5 last:pr-2.5",
                  column.className,
                )}
              >
                <button
                  type="button"
                  className="inline-flex h-6 items-center gap-1 rounded-sm px-1.5 whitespace-nowrap hover:bg-hover hover:text-ink"
                  onClick={() =>
                    onSort(column.sort, column.sort === sort ? !descending : column.mostFirst)
                  }
                >
                  {column.label}
                  {column.sort === sort && <Arrow aria-hidden size={12} />}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {organizations.map((each, at) => {
            const state = ORGANIZATION_STATE_WORDS[each.state];
            return (
              <tr
                key={each.id}
                aria-selected={at === chosen}
                className="border-b border-line last:border-0 hover:bg-hover aria-selected:bg-accent-soft"
              >
                <th scope="row" className="max-w-72 px-4 max-lg:max-w-40 text-left font-normal">
                  <button
                    type="button"
                    className="block h-10 w-full truncate rounded-sm text-left font-medium"
                    onClick={() => onOpen(each.id)}
                  >
                    {each.name}
                  </button>
                </th>
                <td className="px-3">
                  <Badge tone={state.tone}>{state.label}</Badge>
                </td>
                <td className="px-3 text-right">{formatCount(each.members)}</td>
                <td className="px-3 text-right">{counted(each, each.leads)}</td>
                <td className="px-3 text-right max-md:hidden">{counted(each, each.calls)}</td>
                <td className="px-3 text-right whitespace-nowrap text-ink-muted max-md:pr-4">
                  {each.lastActiveAt === null ? "–" : formatMoment(each.lastActiveAt, now)}
                </td>
                <td className="px-4 text-right whitespace-nowrap text-ink-muted max-md:hidden">
                  {formatDay(each.createdAt)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** A number of an organization, or nothing where it was not counted yet. */
function counted({ countedAt }: OrganizationOverview, count: number): string {
  return countedAt === null ? "–" : formatCount(count);
}
