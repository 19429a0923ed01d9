import { Hourglass } from "lucide-react";
import { useEffect, useRef } from "react";
import { toast } from "sonner";
import type { Billing } from "#shared/billing";
import { callApi } from "../../api/callApi.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Notice } from "./Notice.tsx";
import { hasArrived, stopAwaiting, usePaymentPage } from "./paymentPage.ts";
import { PaymentLink } from "./PaymentLink.tsx";
import { useBillingChange } from "./useBillingChange.ts";

/** Stands as long as a payment is made in the browser. It goes by itself: by the live line, or by asking Stripe. */
export function WaitingNotice({ billing }: { billing: Billing }) {
  const page = usePaymentPage();
  const isWaiting = page.url !== null;
  const isOver = isWaiting && hasArrived(page, billing);
  const ask = useBillingChange(
    () => callApi("refreshBilling", {}),
    (now) => {
      if (isWaiting && !hasArrived(page, now))
        toast("Stripe knows of no payment yet", {
          description: "A bank can take a moment. It changes here by itself.",
        });
    },
  );
  const askQuietly = useBillingChange(() => callApi("refreshBilling", {}));
  const { mutate } = askQuietly;

  useEffect(() => {
    if (!isOver) return;
    stopAwaiting();
    toast.success("Thank you, it has arrived");
  }, [isOver]);

  // Whoever comes back from their browser has paid or given up: no word of Stripe's is waited for.
  useEffect(() => {
    if (!isWaiting) return undefined;
    const onFocus = () => mutate();
    window.addEventListener("focus", onFocus);
    return () => window.removeEventListener("focus", onFocus);
  }, [isWaiting, mutate]);

  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isWaiting) place.current?.scrollIntoView({ block: "nearest" });
  }, [isWaiting]);

  return (
    <div ref={place} aria-live="polite" className={isWaiting && !isOver ? "" : "hidden"}>
      {isWaiting && !isOver && (
        <Notice
          icon={Hourglass}
          tone="accent"
          title="Waiting for the payment in your browser"
          actions={
            <>
              <Button look="primary" busy={ask.isPending} onClick={() => ask.mutate()}>
                I have paid
              </Button>
              <PaymentLink url={page.url} billing={billing} look="secondary">
                Open it again
              </PaymentLink>
              <Button look="quiet" onClick={stopAwaiting}>
                Stop waiting
              </Button>
            </>
          }
        >
          <p>Once it is through, it stands here by itself. Nothing is lost if you go on working.</p>
          <ErrorNotice error={ask.error} className="mt-2" />
        </Notice>
      )}
    </div>
  );
}
