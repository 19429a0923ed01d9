import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { LeadList } from "#shared/leads";
import { useListKeys } from "../../keys/useListKeys.ts";
import { buttonClass } from "../../ui/buttonClass.ts";
import { Card } from "../../ui/Card.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { ListRows } from "./ListRows.tsx";
import { orderLists } from "./orderLists.ts";

/** The lists with what is left of each, where choosing one is all there is to do. Undefined while they are being loaded. */
export function ListsCard({ lists }: { lists: readonly LeadList[] | undefined }) {
  return <ListsFrame>{lists && <Choice lists={orderLists(lists)} />}</ListsFrame>;
}

/** The card around the lists; without content, its skeleton. */
export function ListsFrame({ children }: { children: ReactNode }) {
  return (
    <Card
      title="Lists to dial"
      aside={
        <Link to="/import" className={`${buttonClass("quiet")} -mr-2 h-7`}>
          Import a list
        </Link>
      }
    >
      {children ?? <SkeletonRows rows={3} label="Loading your lists" />}
    </Card>
  );
}

function Choice({ lists }: { lists: readonly LeadList[] }) {
  const navigate = useNavigate();
  const open = (index: number) => {
    const list = lists[index];
    if (list) void navigate({ to: "/dial/$listId", params: { listId: list.id } });
  };
  const chosen = useListKeys("Lists", lists.length, open, 0);
  return <ListRows lists={lists} chosenId={lists[chosen]?.id} />;
}
