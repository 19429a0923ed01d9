import { useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate, useSearch } from "@tanstack/react-router";
import { RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import type { Billing, PlanOffer } from "#shared/billing";
import { hasRole } from "#shared/roles";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { formatAge } from "../../format/formatAge.ts";
import { useNow } from "../../format/useNow.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { Page } from "../../ui/Page.tsx";
import { Tip } from "../../ui/Tip.tsx";
import { toastError } from "../../ui/toastError.ts";
import { BillingSkeleton } from "./BillingSkeleton.tsx";
import { CancelDialog } from "./CancelDialog.tsx";
import { InvoicesCard } from "./InvoicesCard.tsx";
import { Notices } from "./Notices.tsx";
import { PlanCard } from "./PlanCard.tsx";
import { PlanDialog } from "./PlanDialog.tsx";
import { changeableOf, livingOf } from "./planFor.ts";
import { PlansCard } from "./PlansCard.tsx";
import { useBillingChange } from "./useBillingChange.ts";
import { WaitingNotice } from "./WaitingNotice.tsx";

/** What the organization has, what it does, what it costs next month; and all that can be changed about it. */
export function BillingScreen() {
  const { role } = useSignedIn();
  const isManager = hasRole(role, "manager");
  const billing = useQuery({ ...queries.billing, enabled: isManager });
  if (!isManager) return <Navigate to="/today" replace />;
  return (
    <Page title="Billing" actions={billing.data && <Refresh billing={billing.data} />}>
      {billing.data ? (
        <Content billing={billing.data} />
      ) : billing.isError ? (
        <ErrorPanel error={billing.error} onRetry={() => void billing.refetch()} />
      ) : (
        <BillingSkeleton />
      )}
    </Page>
  );
}

function Content({ billing }: { billing: Billing }) {
  const { show } = useSearch({ from: "/framed/billing" });
  const navigate = useNavigate({ from: "/billing" });
  const [chosen, setChosen] = useState<PlanOffer | null>(null);
  const [isCancelling, setCancelling] = useState(false);
  const current = livingOf(billing.subscription);
  const canBuy = billing.isOpen && !billing.isContract;
  const ownPlan = current && billing.plans.find(({ id }) => id === current.planId);
  const canChange = canBuy && ownPlan != null && changeableOf(current) !== null;
  const shown = chosen ?? (show === "seats" && canChange ? ownPlan : null);
  const close = () => {
    setChosen(null);
    if (show === "seats") void navigate({ search: {}, replace: true });
  };
  // Asked for again, it leads there again.
  useEffect(() => {
    if (show === "plans" || show === "invoices")
      void navigate({ search: {}, replace: true, resetScroll: false });
  }, [show, navigate]);
  useKeys(
    "Billing",
    canChange ? [{ keys: "c", label: "Change seats or lines", run: () => setChosen(ownPlan) }] : [],
  );
  return (
    <div className="flex flex-col gap-5">
      <WaitingNotice billing={billing} />
      <Notices billing={billing} />
      <PlanCard
        billing={billing}
        onChange={canChange ? () => setChosen(ownPlan) : null}
        onCancel={current === null ? null : () => setCancelling(true)}
      />
      {!billing.isContract && (
        <PlansCard
          billing={billing}
          isFirst={show === "plans"}
          onChoose={canBuy ? setChosen : null}
          onCancel={() => setCancelling(true)}
        />
      )}
      <InvoicesCard isFirst={show === "invoices"} hasCustomer={billing.hasCustomer} />
      <PlanDialog billing={billing} plan={shown} onClose={close} />
      <CancelDialog billing={billing} open={isCancelling} onOpenChange={setCancelling} />
    </div>
  );
}

function Refresh({ billing: { syncedAt, hasCustomer } }: { billing: Billing }) {
  const now = useNow(60_000);
  const refresh = useBillingChange(
    () => callApi("refreshBilling", {}),
    () => toast("This is how it stands at Stripe"),
  );
  const run = () => refresh.mutate(undefined, { onError: toastError });
  useKeys("Billing, as Stripe has it", [{ keys: "r", label: "Ask Stripe how it stands", run }]);
  if (!hasCustomer) return null;
  return (
    <div className="flex items-center gap-2 text-small text-ink-muted">
      {syncedAt !== null && <span>Checked with Stripe {formatAge(syncedAt, now)} ago</span>}
      <Tip text="Ask Stripe how it stands" keys="r" side="bottom">
        <Button look="quiet" size="icon" aria-label="Ask Stripe how it stands" onClick={run}>
          <RefreshCw aria-hidden size={14} className={refresh.isPending ? "animate-spin" : ""} />
        </Button>
      </Tip>
    </div>
  );
}
