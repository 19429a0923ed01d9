import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Lead } from "#shared/leads";
import { hasRole } from "#shared/roles";
import { useConnection } from "../../api/connection.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { heldAtHand, type CallRefusal, type DialState } from "../../dial/dialState.ts";
import { workerNow } from "../../dial/dialStore.ts";
import { opensAt } from "../../dial/quickTimes.ts";
import { whyNotCallable } from "../../dial/whyNotCallable.ts";
import { formatMoment, localTime } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { linkClass } from "../../ui/linkClass.ts";
import { ConfirmZone } from "./ConfirmZone.tsx";
import { PermitReceipt } from "./PermitReceipt.tsx";

/** Whether this call may be made, and why, in one line. */
export function CallPermission({
  lead,
  state,
  onZoneConfirmed,
}: {
  lead: Lead;
  state: Extract<DialState, { kind: "ready" }>;
  onZoneConfirmed: () => void;
}) {
  const now = workerNow(state, useNow(5_000).getTime());
  const held = heldAtHand(state.session);
  const why = whyNotCallable(held, now);
  return (
    <div className="mt-2 text-small">
      {state.session.notTaken !== null && (
        <p role="alert" className="mb-1 text-warn">
          {state.session.notTaken === "lead_claimed"
            ? "A colleague has that lead. Here is yours again."
            : "That lead is not there any more. Here is yours again."}
        </p>
      )}
      {why === null ? (
        lead.isSample ? (
          <p className="text-ink-muted">
            A fictional person to practice on. The call is kept, but counts nowhere.
          </p>
        ) : (
          held?.permit && <PermitReceipt permit={held.permit} />
        )
      ) : (
        <Refused
          why={why}
          lead={lead}
          now={now}
          isAsked={state.refusal !== null}
          isTaking={state.session.taking !== null}
          onZoneConfirmed={onZoneConfirmed}
        />
      )}
    </div>
  );
}

function Refused({
  why,
  lead,
  now,
  isAsked,
  isTaking,
  onZoneConfirmed,
}: {
  why: CallRefusal;
  lead: Lead;
  now: Date;
  isAsked: boolean;
  isTaking: boolean;
  onZoneConfirmed: () => void;
}) {
  const { user } = useSignedIn();
  const isOffline = useConnection((connection) => connection.kind === "offline");
  const isCalm = (why === "no_permit" && !isOffline) || why === "read_only";
  const words: Record<CallRefusal, ReactNode> = {
    read_only: <OverdueWords />,
    address_unproven: `Not allowed yet: confirm your address first. The link is in our mail to ${user.email}.`,
    do_not_call: "Not allowed: they asked not to be called.",
    outside_hours: hoursWords(lead, now),
    no_time_zone: "Their time zone is not known. Confirm it, and you may call.",
    no_permit: isOffline
      ? "You are offline: whether they may be called is known once you reconnect."
      : isTaking
        ? "Checking that they may be called…"
        : "The permission to call has lapsed. Checking again…",
  };
  return (
    <>
      <p
        role={isAsked ? "alert" : undefined}
        className={`${isCalm ? "text-ink-muted" : "text-danger"} ${isAsked ? "font-medium" : ""}`}
      >
        {words[why]}
      </p>
      {why === "no_time_zone" && <ConfirmZone lead={lead} onConfirmed={onZoneConfirmed} />}
    </>
  );
}

/** For who can pay the way there, for all others whom to ask. */
function OverdueWords() {
  const { role } = useSignedIn();
  return (
    <>
      No calls for now: a payment is overdue.{" "}
      {hasRole(role, "manager") ? (
        <Link to="/billing" className={linkClass}>
          Pay under Billing
        </Link>
      ) : (
        "Once a manager has paid, they go on."
      )}
    </>
  );
}

function hoursWords({ timeZone }: Lead, now: Date): string {
  const there = timeZone === null ? null : localTime(now, timeZone);
  if (timeZone === null || there === null) return "Not now: it is outside calling hours there.";
  const opens = formatMoment(opensAt(now, timeZone).toISOString(), now);
  return `Not now: it is ${there} there, and calls begin between 8 AM and 9 PM. That is from ${opens} for you.`;
}
