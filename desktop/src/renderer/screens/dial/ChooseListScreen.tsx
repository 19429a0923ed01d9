import { useQuery } from "@tanstack/react-query";
import { Navigate, useSearch } from "@tanstack/react-router";
import { queries } from "../../api/queries.ts";
import { useDial } from "../../dial/dialStore.ts";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { Page } from "../../ui/Page.tsx";
import { RunningSession } from "./RunningSession.tsx";
import { listToStart } from "../today/orderLists.ts";
import { ListsCard } from "../today/ListsCard.tsx";
import { NoLists } from "../today/NoLists.tsx";

/**
 * Which list to dial. A session that runs is gone back to at once; `start` takes the
 * fullest list without asking, once the lists are there.
 */
export function ChooseListScreen() {
  const state = useDial();
  const lists = useQuery(queries.lists);
  const { start = false } = useSearch({ from: "/framed/dial" });
  const next = start && lists.data && listToStart(lists.data);
  if (state.kind !== "idle") return <RunningSession session={state.session} />;
  if (next) return <Navigate to="/dial/$listId" params={{ listId: next.id }} replace />;
  if (lists.isError)
    return <ErrorPanel level={1} error={lists.error} onRetry={() => void lists.refetch()} />;
  return (
    <Page title="Choose a list" narrow>
      {lists.data?.length === 0 ? <NoLists /> : <ListsCard lists={lists.data} />}
    </Page>
  );
}
