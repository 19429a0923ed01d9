import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Phone } from "lucide-react";
import { queries } from "../../api/queries.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { buttonClass } from "../../ui/buttonClass.ts";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { Page } from "../../ui/Page.tsx";
import { DayNumbersCard } from "./DayNumbersCard.tsx";
import { listToStart } from "./listToStart.ts";
import { ListsCard } from "./ListsCard.tsx";
import { NoLists } from "./NoLists.tsx";
import { RecentCallsCard } from "./RecentCallsCard.tsx";

/** What to do next: the lists to dial, and how the day goes. */
export function TodayScreen() {
  const lists = useQuery(queries.lists);
  const navigate = useNavigate();
  const next = lists.data && listToStart(lists.data);

  useKeys("Today", [
    {
      keys: "Enter",
      label: "Start dialing",
      run: () =>
        void (next
          ? navigate({ to: "/dial/$listId", params: { listId: next.id } })
          : navigate({ to: "/dial", search: { start: true } })),
    },
  ]);

  if (lists.isError)
    return (
      <Page title="Today">
        <ErrorPanel error={lists.error} onRetry={() => void lists.refetch()} />
      </Page>
    );
  if (lists.data?.length === 0)
    return (
      <Page title="Today">
        <NoLists />
      </Page>
    );
  return (
    <Page
      title="Today"
      actions={
        next ? (
          <Link
            to="/dial/$listId"
            params={{ listId: next.id }}
            className={buttonClass("primary", "large")}
          >
            <Phone aria-hidden size={16} /> Start dialing
          </Link>
        ) : (
          <Link to="/dial" search={{ start: true }} className={buttonClass("primary", "large")}>
            <Phone aria-hidden size={16} /> Start dialing
          </Link>
        )
      }
    >
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="flex min-w-0 flex-col gap-5">
          <ListsCard lists={lists.data} />
          <RecentCallsCard />
        </div>
        <div className="flex flex-col gap-5 max-lg:order-first">
          <DayNumbersCard />
          <p className="flex items-center gap-2 text-small text-ink-muted max-lg:hidden">
            <Kbd keys="Enter" /> starts dialing, <Kbd keys="?" /> shows all keys
          </p>
        </div>
      </div>
    </Page>
  );
}
