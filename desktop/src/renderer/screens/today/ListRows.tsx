import { Link } from "@tanstack/react-router";
import type { LeadList } from "#shared/leads";
import { countOf, formatCount } from "../../format/formatCount.ts";
import { Badge } from "../../ui/Badge.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";

/** Lists as rows: how far each is, and how many of its leads can be called now by their own clocks. */
export function ListRows({
  lists,
  chosenId,
}: {
  lists: readonly LeadList[];
  chosenId: string | undefined;
}) {
  return (
    <ul>
      {lists.map((list) => (
        <li key={list.id} className="border-b border-line last:border-0">
          <Link
            to="/dial/$listId"
            params={{ listId: list.id }}
            className={`grid min-h-13 grid-cols-[minmax(0,1fr)_120px_152px] items-center gap-4 px-4 py-1.5 hover:bg-hover max-sm:grid-cols-[minmax(0,1fr)_auto] ${
              list.id === chosenId ? "bg-accent-soft" : ""
            }`}
          >
            <span className="min-w-0">
              <span className="flex items-center gap-2">
                <span className="truncate font-medium">{list.name}</span>
                {list.isSample && <Badge>Practice</Badge>}
              </span>
              {list.noTimeZoneCount > 0 && (
                <span className="block truncate text-small text-warn">
                  {countOf(list.noTimeZoneCount, "lead needs", "leads need")} a time zone
                </span>
              )}
            </span>
            <span className="max-sm:hidden">
              <ProgressBar
                value={list.leadCount - list.remainingCount}
                max={list.leadCount}
                label={`${list.name}: called`}
              />
            </span>
            <span className="text-right whitespace-nowrap tabular-nums">
              {list.remainingCount === 0 ? (
                <span className="text-ink-muted">All called</span>
              ) : (
                <>
                  <span className="block">{whenCallable(list)}</span>
                  <span className="block text-small text-ink-muted">
                    {formatCount(list.remainingCount)} of {formatCount(list.leadCount)} left
                  </span>
                </>
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function whenCallable({ callableCount, remainingCount, noTimeZoneCount }: LeadList): string {
  const later = Math.max(0, remainingCount - callableCount - noTimeZoneCount);
  if (callableCount > 0 && later > 0)
    return `${formatCount(callableCount)} now, ${formatCount(later)} later`;
  if (callableCount > 0) return `${formatCount(callableCount)} now`;
  return later > 0 ? "None just now" : "Time zones needed";
}
