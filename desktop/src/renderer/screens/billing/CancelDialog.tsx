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
            ? billing.isContract
              ? "The terms agreed with us stay."
              : "You have Free now."
            : `It goes on until ${formatDay(subscription.cancelAt)}.`,
      });
    },
  );
  const subscription = livingOf(billing.subscription);
  const free = billing.plans.find(
    ({ amountCents, contact }) => amountCents === null && contact === null,
  );
  // Terms of one's own stand, whatever ends at Stripe.
  const excess = free && !billing.isContract ? planFor(billing, free).excess : [];
  if (subscription === null) return null;
  const name = billing.plans.find(({ id }) => id === subscription.planId)?.name ?? "the plan";
  const then = billing.isContract ? "The terms agreed with us stay." : "Then you have Free.";
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Cancel ${name}?`}
      description={
        <>
          {subscription.status === "active" || subscription.status === "trialing"
            ? `It goes on until ${formatDay(subscription.currentPeriodEnd)}, which is paid for. ${then}`
            : `What is not paid for ends at once. ${then}`}{" "}
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
