import { toast } from "sonner";
import type { Billing } from "#shared/billing";
import { callApi } from "../../api/callApi.ts";
import { formatDay } from "../../format/formatTime.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { toastError } from "../../ui/toastError.ts";
import { excessWords } from "./billingWords.ts";
import { livingOf, planFor } from "./planFor.ts";
import { useBillingChange } from "./useBillingChange.ts";

/** Asks before the plan is ended, and says what that leaves. */
export function CancelDialog({
  billing,
  open,
  onOpenChange,
}: {
  billing: Billing;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const cancel = useBillingChange(
    () => callApi("cancelSubscription", {}),
    ({ subscription }) => {
      onOpenChange(false);
      toast.success("Your plan is cancelled", {
        description:
          subscription?.cancelAt == null
            ? "You have Free now."
            : `It goes on until ${formatDay(subscription.cancelAt)}.`,
      });
    },
  );
  const subscription = livingOf(billing.subscription);
  const free = billing.plans.find(
    ({ amountCents, contact }) => amountCents === null && contact === null,
  );
  const excess = free ? planFor(billing, free).excess : [];
  if (subscription === null) return null;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Cancel ${billing.allowance.planName}?`}
      description={
        <>
          {subscription.status === "active" || subscription.status === "trialing"
            ? `It goes on until ${formatDay(subscription.currentPeriodEnd)}, which is paid for. Then you have Free.`
            : "What is not paid for ends at once. Then you have Free."}{" "}
          Nothing is deleted
          {excess.length === 0
            ? "."
            : `, but nothing can be added while you use more than it allows: ${excess.map(excessWords).join("; ")}.`}
        </>
      }
      action="Cancel the plan"
      keep="Keep it"
      busy={cancel.isPending}
      onConfirm={() => cancel.mutate(undefined, { onError: toastError })}
    />
  );
}
