import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import type { Allowance } from "#shared/entitlement";
import type { OrganizationDetail } from "#shared/service";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { countOf, formatCount } from "../../format/formatCount.ts";
import { formatDay } from "../../format/formatTime.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { toastError } from "../../ui/toastError.ts";
import { ContractForm } from "./ContractForm.tsx";

/** What an organization may do and by which terms, with those that operators agree. */
export function TermsCard({
  organization: { id, name },
  terms: { allowance, contract },
}: {
  organization: OrganizationDetail["organization"];
  terms: NonNullable<OrganizationDetail["terms"]>;
}) {
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<"form" | "end" | null>(null);
  const end = useMutation({
    mutationFn: () =>
      callApi("setContract", { params: { organizationId: id }, body: { contract: null } }),
    onSuccess: async () => {
      toast.success("The terms have ended", { description: "What they pay for holds again." });
      await queryClient.invalidateQueries({ queryKey: queries.organization(id).queryKey });
    },
    onError: toastError,
    onSettled: () => setOpen(null),
  });
  return (
    <Card
      title="Plan"
      aside={
        <span className="-mr-2 flex">
          <Button look="quiet" className="h-7" onClick={() => setOpen("form")}>
            {contract ? "Change the terms" : "Agree terms"}
          </Button>
          {contract && (
            <Button look="quiet" className="h-7" onClick={() => setOpen("end")}>
              End them
            </Button>
          )}
        </span>
      }
    >
      <div className="px-4 py-3">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{allowance.planName}</span>
          {contract ? <Badge tone="accent">By agreement</Badge> : <State allowance={allowance} />}
        </p>
        <p className="mt-1 text-ink-muted">{boundsWords(allowance)}</p>
      </div>
      <Dialog
        open={open === "form"}
        onOpenChange={(isOpen) => setOpen(isOpen ? "form" : null)}
        title={`Terms with ${name}`}
        description="They count at once and whatever the organization pays for, until you end them."
      >
        <ContractForm organizationId={id} contract={contract} onDone={() => setOpen(null)} />
      </Dialog>
      <ConfirmDialog
        open={open === "end"}
        onOpenChange={(isOpen) => setOpen(isOpen ? "end" : null)}
        title={`End the terms with ${name}?`}
        description="From then on what it pays for counts, or the free plan. Nothing is deleted; what is above the limits stays."
        action="End the terms"
        busy={end.isPending}
        onConfirm={() => end.mutate()}
      />
    </Card>
  );
}

function State({ allowance: { state, graceEndsAt } }: { allowance: Allowance }) {
  if (state === "read_only") return <Badge tone="danger">Read-only: a payment is overdue</Badge>;
  if (state === "grace" && graceEndsAt !== null)
    return <Badge tone="warn">A payment failed: open until {formatDay(graceEndsAt)}</Badge>;
  return null;
}

/** What a plan bounds, in a line: `10 seats · 5 SIM lines · 100 lists · calls of the last 730 days`. */
function boundsWords({ seats, simLines, lists, historyDays }: Allowance): string {
  return [
    seats === null ? "Any number of seats" : countOf(seats, "seat"),
    simLines === null ? "any number of SIM lines" : countOf(simLines, "SIM line"),
    lists === null ? "any number of lists" : countOf(lists, "list"),
    historyDays === null ? "all calls" : `calls of the last ${formatCount(historyDays)} days`,
  ].join(" · ");
}
