import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft, Ellipsis, ListPlus } from "lucide-react";
import { useState } from "react";
import type { LeadList } from "#shared/leads";
import { hasRole } from "#shared/roles";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { formatCount } from "../../format/formatCount.ts";
import { CALL_ORDER_LABELS } from "../../format/labels.ts";
import { useListKeys } from "../../keys/useListKeys.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { buttonClass } from "../../ui/buttonClass.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { linkClass } from "../../ui/linkClass.ts";
import { Menu } from "../../ui/Menu.tsx";
import { Page } from "../../ui/Page.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { StatePanel } from "../../ui/StatePanel.tsx";
import { toastError } from "../../ui/toastError.ts";
import { ListDialog } from "./ListDialog.tsx";

/** Every list: what can be called now, what is left, what waits for a time zone. */
export function ListsScreen() {
  const lists = useQuery(queries.lists);
  const queryClient = useQueryClient();
  const [edited, setEdited] = useState<LeadList | null>(null);
  const [deleted, setDeleted] = useState<LeadList | null>(null);
  const remove = useMutation({
    mutationFn: (list: LeadList) => callApi("deleteList", { params: { listId: list.id } }),
    onError: toastError,
    onSettled: () => {
      setDeleted(null);
      return queryClient.invalidateQueries({ queryKey: queries.lists.queryKey });
    },
  });
  return (
    <Page
      title="Lists"
      actions={
        <>
          <Link to="/leads" className={buttonClass("quiet")}>
            <ArrowLeft aria-hidden size={14} /> Leads
          </Link>
          <Link to="/import" className={buttonClass("primary")}>
            Import
          </Link>
        </>
      }
    >
      <div className="rounded-lg border border-line bg-surface">
        {lists.data === undefined ? (
          lists.isError ? (
            <ErrorPanel error={lists.error} onRetry={() => void lists.refetch()} />
          ) : (
            <SkeletonRows rows={5} label="Loading the lists" />
          )
        ) : lists.data.length === 0 ? (
          <StatePanel icon={ListPlus} title="No lists yet">
            Import a file, or make a list of leads that match a filter.
          </StatePanel>
        ) : (
          <Lists lists={lists.data} onEdit={setEdited} onDelete={setDeleted} />
        )}
      </div>
      <ListDialog
        open={edited !== null}
        onOpenChange={() => setEdited(null)}
        {...(edited ? { before: edited } : {})}
        onSaved={() => setEdited(null)}
      />
      <ConfirmDialog
        open={deleted !== null}
        onOpenChange={() => setDeleted(null)}
        title={`Delete ${deleted?.name ?? "the list"}?`}
        description="Its leads stay, and so do their calls."
        action="Delete"
        busy={remove.isPending}
        onConfirm={() => deleted && remove.mutate(deleted)}
      />
    </Page>
  );
}

const NUMBER = "px-4 text-right tabular-nums whitespace-nowrap";

function Lists({
  lists,
  onEdit,
  onDelete,
}: {
  lists: readonly LeadList[];
  onEdit: (list: LeadList) => void;
  onDelete: (list: LeadList) => void;
}) {
  const { user, role } = useSignedIn();
  const navigate = useNavigate();
  const open = (index: number) => {
    const list = lists[index];
    if (list) void navigate({ to: "/leads", search: { list: list.id } });
  };
  const chosen = useListKeys("Lists", lists.length, open);
  const isManager = hasRole(role, "manager");
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- WCAG 2.1.1 for scrolling regions
    <section className="overflow-x-auto" tabIndex={0} aria-label="Lists">
      <table className="w-full text-left">
        <thead>
          <tr className="h-9 text-small text-ink-muted [&>th]:font-normal [&>th]:whitespace-nowrap">
            <th scope="col" className="px-4">
              Name
            </th>
            <th scope="col" className="px-4 max-lg:hidden">
              Call order
            </th>
            <th scope="col" className={NUMBER}>
              Callable now
            </th>
            <th scope="col" className={NUMBER}>
              Left
            </th>
            <th scope="col" className={NUMBER}>
              No time zone
            </th>
            <th scope="col" className={NUMBER}>
              Leads
            </th>
            <th scope="col">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lists.map((list, index) => (
            <tr
              key={list.id}
              aria-current={index === chosen || undefined}
              className={`h-11 border-t border-line ${index === chosen ? "bg-accent-soft" : "hover:bg-hover"}`}
            >
              <td className="max-w-80 px-4">
                <span className="flex items-center gap-2">
                  <Link
                    to="/leads"
                    search={{ list: list.id }}
                    className="truncate font-medium hover:underline"
                  >
                    {list.name}
                  </Link>
                  {list.isSample && <Badge>Practice</Badge>}
                  {list.filter !== null && <Badge tone="accent">Kept current</Badge>}
                </span>
              </td>
              <td className="px-4 text-ink-muted max-lg:hidden">
                {CALL_ORDER_LABELS[list.callOrder]}
              </td>
              <td className={NUMBER}>{formatCount(list.callableCount)}</td>
              <td className={NUMBER}>{formatCount(list.remainingCount)}</td>
              <td className={NUMBER}>
                {list.noTimeZoneCount === 0 ? (
                  "–"
                ) : (
                  <Link
                    to="/leads"
                    search={{ list: list.id, where: [{ field: "timeZone", operator: "empty" }] }}
                    className={linkClass}
                  >
                    {formatCount(list.noTimeZoneCount)}
                  </Link>
                )}
              </td>
              <td className={NUMBER}>{formatCount(list.leadCount)}</td>
              <td className="pr-2">
                <div className="flex items-center justify-end">
                  <Link
                    to="/dial/$listId"
                    params={{ listId: list.id }}
                    className={`${buttonClass("quiet")} !h-7`}
                  >
                    Dial
                  </Link>
                  {!list.isSample && (isManager || list.createdBy === user.id) && (
                    <Menu
                      trigger={
                        <Button
                          look="quiet"
                          size="icon"
                          className="!size-7"
                          aria-label={`More for ${list.name}`}
                        >
                          <Ellipsis aria-hidden size={14} />
                        </Button>
                      }
                      groups={[
                        [{ label: "Settings", run: () => onEdit(list) }],
                        isManager
                          ? [{ label: "Delete", grave: true, run: () => onDelete(list) }]
                          : [],
                      ]}
                    />
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
