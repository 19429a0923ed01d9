import { Link, useNavigate } from "@tanstack/react-router";
import type { LeadList } from "#shared/leads";
import { formatCount } from "../../format/formatCount.ts";
import { useListKeys } from "../../keys/useListKeys.ts";
import { Badge } from "../../ui/Badge.tsx";
import { buttonClass } from "../../ui/buttonClass.ts";
import { Card } from "../../ui/Card.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";

/**
 * The lists with what is left of each. Undefined while they are being loaded.
 * @param choosesFirst whether Enter opens the first one, where choosing a list is all there is to do
 */
export function ListsCard({
  lists,
  choosesFirst = false,
}: {
  lists: readonly LeadList[] | undefined;
  choosesFirst?: boolean;
}) {
  return (
    <Card
      title="Lists to dial"
      aside={
        <Link to="/import" className={`${buttonClass("quiet")} -mr-2 h-7`}>
          Import a list
        </Link>
      }
    >
      {lists ? (
        <Rows lists={lists} choosesFirst={choosesFirst} />
      ) : (
        <SkeletonRows rows={3} label="Loading your lists" />
      )}
    </Card>
  );
}

function Rows({ lists, choosesFirst }: { lists: readonly LeadList[]; choosesFirst: boolean }) {
  const navigate = useNavigate();
  const ordered = lists.toSorted((a, b) => b.remainingCount - a.remainingCount);
  const open = (index: number) => {
    const list = ordered[index];
    if (list) void navigate({ to: "/dial/$listId", params: { listId: list.id } });
  };
  const chosen = useListKeys("Lists", ordered.length, open, choosesFirst ? 0 : -1);
  return (
    <ul>
      {ordered.map((list, index) => (
        <li key={list.id} className="border-b border-line last:border-0">
          <Link
            to="/dial/$listId"
            params={{ listId: list.id }}
            className={`grid h-11 grid-cols-[minmax(0,1fr)_120px_128px] items-center gap-4 px-4 hover:bg-hover max-sm:grid-cols-[minmax(0,1fr)_auto] ${
              index === chosen ? "bg-accent-soft" : ""
            }`}
          >
            <span className="flex min-w-0 items-center gap-2">
              <span className="truncate font-medium">{list.name}</span>
              {list.isSample && <Badge>Practice</Badge>}
            </span>
            <span className="max-sm:hidden">
              <ProgressBar
                value={list.leadCount - list.remainingCount}
                max={list.leadCount}
                label={`${list.name}: called`}
              />
            </span>
            <span className="text-right whitespace-nowrap text-ink-muted tabular-nums">
              {list.remainingCount === 0 ? (
                "All called"
              ) : (
                <>
                  <span className="text-ink">{formatCount(list.remainingCount)}</span> of{" "}
                  {formatCount(list.leadCount)} left
                </>
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
