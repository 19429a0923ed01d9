import type { Billing, PlanOffer } from "#shared/billing";
import { Dialog } from "../../ui/Dialog.tsx";
import { BuyForm } from "./BuyForm.tsx";
import { ChangeForm } from "./ChangeForm.tsx";
import { numbersWords } from "./billingWords.ts";
import { livingOf } from "./planFor.ts";

/** Where a plan is bought, or the one that is there changed to it. */
export function PlanDialog({
  billing,
  plan,
  onClose,
}: {
  billing: Billing;
  /** Null: closed. */
  plan: PlanOffer | null | undefined;
  onClose: () => void;
}) {
  const current = livingOf(billing.subscription);
  const isOwn = current?.planId === plan?.id;
  return (
    <Dialog
      open={plan != null}
      onOpenChange={(open) => !open && onClose()}
      title={
        plan == null
          ? ""
          : current === null
            ? `Get ${plan.name}`
            : isOwn
              ? numbersWords(current)
              : `Change to ${plan.name}`
      }
      description={plan?.says}
    >
      {plan != null &&
        (current === null ? (
          <BuyForm billing={billing} plan={plan} onClose={onClose} />
        ) : (
          <ChangeForm billing={billing} current={current} plan={plan} onClose={onClose} />
        ))}
    </Dialog>
  );
}
