import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bookmark, Ellipsis, Share2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { View } from "#shared/leads";
import { hasRole } from "#shared/roles";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { joinClasses } from "../../ui/joinClasses.ts";
import { Menu } from "../../ui/Menu.tsx";
import { toastError } from "../../ui/toastError.ts";
import type { LeadsSearch } from "./leadsSearch.ts";
import { searchOfView, viewHolds, type Look } from "./viewSearch.ts";
import { ViewDialog } from "./ViewDialog.tsx";

/** The saved views of the table, one's own and shared ones, and what can be done with the one at hand. */
export function ViewTabs({
  search,
  look,
  onSaved,
}: {
  search: LeadsSearch;
  /** What a view would keep of the table as it is. */
  look: Look;
  /** Called with the view that the table now shows; null where it shows none any more. */
  onSaved: (viewId: string | null) => void;
}) {
  const { user, role } = useSignedIn();
  const queryClient = useQueryClient();
  const views = useQuery(queries.views);
  const [dialog, setDialog] = useState<"new" | "rename" | "delete" | null>(null);
  const current = views.data?.find((view) => view.id === search.view);
  const changed = current !== undefined && !viewHolds(current, look);
  const isOwn = current?.userId === user.id;
  const refresh = () => queryClient.invalidateQueries({ queryKey: queries.views.queryKey });
  const update = useMutation({
    mutationFn: ({ id, name, isShared }: View) =>
      callApi("saveView", { params: { viewId: id }, body: { name, isShared, ...look } }),
    onSuccess: (view) => toast.success(`${view.name} is saved`),
    onError: toastError,
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: (view: View) => callApi("deleteView", { params: { viewId: view.id } }),
    onSuccess: () => onSaved(null),
    onError: toastError,
    onSettled: () => {
      setDialog(null);
      return refresh();
    },
  });
  const plain = look.filter.length === 0 && search.sort === undefined;
  return (
    <nav aria-label="Views" className="flex min-w-0 flex-wrap items-center gap-1">
      <Link
        to="/leads"
        search={{}}
        className={tabClass(current === undefined)}
        aria-current={current === undefined ? "page" : undefined}
        activeProps={{}}
      >
        All leads
      </Link>
      {(views.data ?? []).map((view) => (
        <Link
          key={view.id}
          to="/leads"
          search={searchOfView(view)}
          className={tabClass(view.id === current?.id)}
          aria-current={view.id === current?.id ? "page" : undefined}
          activeProps={{}}
        >
          <span className="max-w-48 truncate">{view.name}</span>
          {view.isShared && (
            <>
              <Share2 aria-hidden size={12} className="shrink-0 text-ink-muted" />
              <span className="sr-only">(shared)</span>
            </>
          )}
        </Link>
      ))}
      {changed && isOwn && (
        <Button
          look="quiet"
          className="!h-7"
          busy={update.isPending}
          onClick={() => update.mutate(current)}
        >
          Save changes
        </Button>
      )}
      {(changed || (current === undefined && !plain)) && (
        <Button look="quiet" className="!h-7" onClick={() => setDialog("new")}>
          <Bookmark aria-hidden size={14} /> Save as view
        </Button>
      )}
      {current && (isOwn || (current.isShared && hasRole(role, "manager"))) && (
        <Menu
          trigger={
            <Button
              look="quiet"
              size="icon"
              className="!size-7"
              aria-label={`More for ${current.name}`}
            >
              <Ellipsis aria-hidden size={14} />
            </Button>
          }
          groups={[
            isOwn ? [{ label: "Rename or share", run: () => setDialog("rename") }] : [],
            [{ label: "Delete view", grave: true, run: () => setDialog("delete") }],
          ]}
        />
      )}
      <ViewDialog
        open={dialog === "new" || dialog === "rename"}
        onOpenChange={(open) => setDialog((before) => (open ? before : null))}
        look={look}
        {...(dialog === "rename" && current ? { before: current } : {})}
        onSaved={(view) => {
          setDialog(null);
          onSaved(view.id);
        }}
      />
      {current && (
        <ConfirmDialog
          open={dialog === "delete"}
          onOpenChange={() => setDialog(null)}
          title={`Delete ${current.name}?`}
          description={
            current.isShared
              ? "It goes for everybody. The leads themselves stay."
              : "The leads themselves stay."
          }
          action="Delete"
          busy={remove.isPending}
          onConfirm={() => remove.mutate(current)}
        />
      )}
    </nav>
  );
}

function tabClass(isCurrent: boolean): string {
  return joinClasses(
    "inline-flex h-7 items-center gap-1.5 rounded-md px-2.5",
    isCurrent ? "bg-hover font-medium" : "text-ink-muted hover:bg-hover hover:text-ink",
  );
}
