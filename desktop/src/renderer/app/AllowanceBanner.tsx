import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CreditCard } from "lucide-react";
import { hasRole } from "#shared/roles";
import { queries } from "../api/queries.ts";
import { useDial } from "../dial/dialStore.ts";
import { formatDay } from "../format/formatTime.ts";
import { useNow } from "../format/useNow.ts";
import { PaymentLink } from "../screens/billing/PaymentLink.tsx";
import { buttonClass } from "../ui/buttonClass.ts";
import { joinClasses } from "../ui/joinClasses.ts";
import { useSignedIn } from "./SignedIn.ts";

/** Says that a payment is missing, what that means and the remedy; not over a call. */
export function AllowanceBanner() {
  const { allowance, role } = useSignedIn();
  const isCalling = useDial(({ kind }) => kind === "calling");
  const isManager = hasRole(role, "manager");
  const state = allowance?.state ?? "open";
  const isShown = state !== "open" && !isCalling;
  const { data: billing } = useQuery({ ...queries.billing, enabled: isShown && isManager });
  const payUrl = billing?.openInvoice?.url;
  const now = useNow(60_000);
  // The grace ends by itself: nobody is told of it.
  const endsAt = allowance?.graceEndsAt ?? null;
  const isOver =
    state === "read_only" ||
    (state === "grace" && endsAt !== null && Date.parse(endsAt) <= now.getTime());
  return (
    <div
      className={joinClasses(
        isShown &&
          "flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5",
        isShown && (isOver ? "bg-danger-soft" : "bg-warn-soft"),
      )}
    >
      {isShown && (
        <CreditCard
          aria-hidden
          size={16}
          className={joinClasses("shrink-0", isOver ? "text-danger" : "text-warn")}
        />
      )}
      {/* Always there, so that what comes into it is read out. */}
      <output className="min-w-0 flex-1">
        {isShown && (
          <>
            <span className="font-medium">
              {isOver ? "A payment is overdue." : "A payment failed."}
            </span>{" "}
            <span className="text-ink-muted">
              {isOver
                ? "Until it is paid you can read and export everything, but not change it or call anybody."
                : endsAt === null
                  ? "Everything works for now."
                  : `Everything works until ${formatDay(endsAt)}.`}
              {!isManager && " Please tell a manager of your team, who can pay under Billing."}
            </span>
          </>
        )}
      </output>
      {isShown &&
        isManager &&
        (billing && payUrl ? (
          <PaymentLink url={payUrl} billing={billing} className="h-7">
            Pay now
          </PaymentLink>
        ) : (
          <Link to="/billing" className={joinClasses(buttonClass("primary"), "h-7")}>
            Open Billing
          </Link>
        ))}
    </div>
  );
}
