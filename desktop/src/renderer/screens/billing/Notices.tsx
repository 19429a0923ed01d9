import {
  CalendarClock,
  CalendarX,
  FileSignature,
  Landmark,
  ShieldAlert,
  Store,
} from "lucide-react";
import { toast } from "sonner";
import type { Billing, Invoice, Subscription } from "#shared/billing";
import { callApi } from "../../api/callApi.ts";
import { formatCents } from "../../format/formatCents.ts";
import { formatDay, formatMoment } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { Button } from "../../ui/Button.tsx";
import { toastError } from "../../ui/toastError.ts";
import { contentWords } from "./billingWords.ts";
import { Notice } from "./Notice.tsx";
import { PaymentLink } from "./PaymentLink.tsx";
import { livingOf } from "./planFor.ts";
import { useBillingChange } from "./useBillingChange.ts";
import { WriteToUs } from "./WriteToUs.tsx";

/** What is under way: a payment that waits, an end or a change that is decided, terms of one's own, a closed shop. */
export function Notices({ billing }: { billing: Billing }) {
  const { openInvoice, isContract, isOpen } = billing;
  const subscription = livingOf(billing.subscription);
  return (
    <>
      {subscription?.pendingPayment && (
        <PendingPayment billing={billing} pending={subscription.pendingPayment} />
      )}
      {openInvoice?.url && !subscription?.pendingPayment && (
        <OpenInvoice billing={billing} invoice={openInvoice} url={openInvoice.url} />
      )}
      {subscription?.cancelAt && !isContract && (
        <Ending billing={billing} at={subscription.cancelAt} />
      )}
      {subscription?.scheduled && !isContract && (
        <Scheduled billing={billing} scheduled={subscription.scheduled} />
      )}
      {isContract ? (
        <Notice
          icon={FileSignature}
          title="Your terms are agreed with us"
          actions={<WriteToUs billing={billing} subject="Our terms" />}
        >
          There is nothing to buy here. Write to us to change them.
          {subscription !== null &&
            subscription.cancelAt === null &&
            ` ${planName(billing, subscription.planId)} is still charged by the month: cancel it where the terms take its place.`}
        </Notice>
      ) : (
        !isOpen && (
          <Notice icon={Store} title="Buying is closed for the moment">
            What you have goes on. Please look again in a while.
          </Notice>
        )
      )}
    </>
  );
}

function OpenInvoice({
  billing,
  invoice: { number, amountDueCents, nextAttemptAt },
  url,
}: {
  billing: Billing;
  invoice: Invoice;
  url: string;
}) {
  return (
    <Notice
      icon={Landmark}
      tone="warn"
      title={`Invoice ${number ?? ""} is open: ${formatCents(amountDueCents)}`}
      actions={
        // Else the banner above has the button.
        billing.allowance.state === "open" && (
          <PaymentLink url={url} billing={billing}>
            Pay {formatCents(amountDueCents)}
          </PaymentLink>
        )
      }
    >
      {nextAttemptAt === null
        ? "Your card is not tried again by itself."
        : `Your card is tried again on ${formatDay(nextAttemptAt)}, or pay at once with another.`}
    </Notice>
  );
}

function PendingPayment({
  billing,
  pending: { url, expiresAt },
}: {
  billing: Billing;
  pending: NonNullable<Subscription["pendingPayment"]>;
}) {
  const now = useNow(60_000);
  return (
    <Notice
      icon={ShieldAlert}
      tone="warn"
      title="Your change waits for its payment"
      actions={
        <>
          <TakeBack />
          <PaymentLink url={url} billing={billing}>
            Confirm the payment
          </PaymentLink>
        </>
      }
    >
      Your bank asks you to confirm it in your browser, until {formatMoment(expiresAt, now)}. Until
      then everything stays as it is.
    </Notice>
  );
}

function Ending({ billing, at }: { billing: Billing; at: string }) {
  const resume = useBillingChange(
    () => callApi("resumeSubscription", {}),
    () => toast.success("Your plan goes on"),
  );
  const name = planName(billing, billing.subscription?.planId);
  return (
    <Notice
      icon={CalendarX}
      tone="warn"
      title={`${name} ends on ${formatDay(at)}`}
      actions={
        <Button
          look="primary"
          busy={resume.isPending}
          onClick={() => resume.mutate(undefined, { onError: toastError })}
        >
          Keep the plan
        </Button>
      }
    >
      Then you have Free. Nothing is deleted.
    </Notice>
  );
}

function Scheduled({
  billing,
  scheduled,
}: {
  billing: Billing;
  scheduled: NonNullable<Subscription["scheduled"]>;
}) {
  const content = contentWords(scheduled);
  return (
    <Notice
      icon={CalendarClock}
      title={`From ${formatDay(scheduled.at)}: ${planName(billing, scheduled.planId)}${
        content === "" ? "" : `, ${content}`
      }`}
      actions={<TakeBack />}
    >
      Until then you have what is paid for.
    </Notice>
  );
}

/** Drops what waits: a change for its payment, or for the period's end. */
function TakeBack() {
  const takeBack = useBillingChange(
    () => callApi("dropScheduledChange", {}),
    () => toast.success("Taken back", { description: "Everything stays as it is." }),
  );
  return (
    <Button
      busy={takeBack.isPending}
      onClick={() => takeBack.mutate(undefined, { onError: toastError })}
    >
      Take back
    </Button>
  );
}

function planName({ plans }: Billing, id: string | undefined): string {
  return plans.find((plan) => plan.id === id)?.name ?? "Your plan";
}
