import { Download, Ellipsis, ListPlus, UserRound, X } from "lucide-react";
import { useState } from "react";
import type { BulkChange, LeadList, LeadSelection } from "#shared/leads";
import { hasRole } from "#shared/roles";
import { useSignedIn } from "../../app/SignedIn.ts";
import { countOf, formatCount } from "../../format/formatCount.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { BulkDialog, type BulkForm } from "./BulkDialog.tsx";
import { useBulkEdit } from "./useBulkEdit.ts";

/** What can be done with the chosen leads, at the foot of the table. */
export function BulkBar({
  selection,
  count,
  total,
  list,
  onSelectAll,
  onExport,
  onDone,
}: {
  selection: LeadSelection;
  /** How many are chosen, and how many match; undefined while that is not known. */
  count: number | undefined;
  total: number | undefined;
  /** The list that the table shows, if it shows one. */
  list: LeadList | undefined;
  onSelectAll: () => void;
  onExport: () => void;
  onDone: () => void;
}) {
  const { role } = useSignedIn();
  const [form, setForm] = useState<BulkForm | null>(null);
  const [asking, setAsking] = useState<"doNotCall" | "delete" | null>(null);
  const edit = useBulkEdit(() => {
    setForm(null);
    setAsking(null);
    onDone();
  });
  const run = (change: BulkChange) => edit.mutate({ selection, change });
  const leads = count === undefined ? "these leads" : countOf(count, "lead");
  const some = "leadIds" in selection;
  return (
    <section
      aria-label="Selected leads"
      className="flex min-h-12 flex-wrap items-center gap-2 border-t border-line bg-raised px-6 py-2 max-sm:px-4"
    >
      <output className="mr-auto flex flex-wrap items-center gap-2 tabular-nums">
        <span className="font-medium">
          {count === undefined ? "All that match" : `${formatCount(count)} selected`}
        </span>
        {some && total !== undefined && count !== undefined && total > count && (
          <Button look="quiet" className="!h-7" onClick={onSelectAll}>
            Select all {formatCount(total)} that match
          </Button>
        )}
      </output>
      <div className="flex gap-2">
        <Button onClick={() => setForm("assign")}>
          <UserRound aria-hidden size={14} /> Assign
        </Button>
        <Button onClick={() => setForm("addToList")}>
          <ListPlus aria-hidden size={14} /> Add to list
        </Button>
        <Button onClick={onExport}>
          <Download aria-hidden size={14} /> Export
        </Button>
        <Menu
          side="top"
          trigger={
            <Button aria-label="More for the selected leads" size="icon" busy={edit.isPending}>
              <Ellipsis aria-hidden size={16} />
            </Button>
          }
          groups={[
            [
              { label: "Set score", run: () => setForm("score") },
              { label: "Set a field", run: () => setForm("field") },
              { label: "Confirm time zone", run: () => setForm("timeZone") },
              { label: "Call again", run: () => run({ kind: "callAgain" }) },
            ],
            list && list.filter === null
              ? [
                  {
                    label: `Take off ${list.name}`,
                    run: () => run({ kind: "removeFromList", listId: list.id }),
                  },
                ]
              : [],
            [
              { label: "Do not call", grave: true, run: () => setAsking("doNotCall") },
              ...(hasRole(role, "manager")
                ? [{ label: "Delete", grave: true, run: () => setAsking("delete") }]
                : []),
            ],
          ]}
        />
        <Button look="quiet" size="icon" aria-label="Select none" onClick={onDone}>
          <X aria-hidden size={16} />
        </Button>
      </div>
      <BulkDialog
        form={form}
        leads={leads}
        busy={edit.isPending}
        onClose={() => setForm(null)}
        onChange={run}
      />
      <ConfirmDialog
        open={asking === "doNotCall"}
        onOpenChange={() => setAsking(null)}
        title={`Never call ${leads} again?`}
        description="Their numbers go on the do-not-call list of your organization. Nobody can take that back."
        action="Do not call"
        busy={edit.isPending}
        onConfirm={() => run({ kind: "doNotCall" })}
      />
      <ConfirmDialog
        open={asking === "delete"}
        onOpenChange={() => setAsking(null)}
        title={`Delete ${leads}?`}
        description="This cannot be taken back. Leads that were called stay, because calls are kept."
        action="Delete"
        busy={edit.isPending}
        onConfirm={() => run({ kind: "delete" })}
      />
    </section>
  );
}
