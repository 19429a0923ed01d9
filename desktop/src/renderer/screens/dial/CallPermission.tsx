import type { Lead } from "#shared/leads";
import { useSignedIn } from "../../app/SignedIn.ts";
import type { CallRefusal } from "../../dial/dialMachine.ts";
import { isCallingHour } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";

/** Whether this call may be made, and why, in one line. */
export function CallPermission({ lead, refusal }: { lead: Lead; refusal: CallRefusal | null }) {
  const { user } = useSignedIn();
  const now = useNow(15_000);
  if (lead.isSample)
    return (
      <p className="mt-2 text-small text-ink-muted">
        A fictional person to practise on. The call is kept, but counts nowhere.
      </p>
    );
  if (lead.doNotCall || refusal === "do_not_call")
    return <Refused asked={refusal !== null}>Not allowed: they asked not to be called.</Refused>;
  if (!user.addressProven || refusal === "address_unproven")
    return (
      <Refused asked={refusal !== null}>
        Not allowed yet: confirm your address first. The link is in our mail to {user.email}.
      </Refused>
    );
  const fits = lead.timeZone === null ? null : isCallingHour(now, lead.timeZone);
  return (
    <p className={`mt-2 text-small ${fits === true ? "text-ink-muted" : "text-warn"}`}>
      {fits === true
        ? "Allowed: between 8 AM and 9 PM there, and on no list against it."
        : fits === false
          ? "Mind the hour: outside 8 AM to 9 PM there."
          : "Mind the hour: their local time is not known."}
    </p>
  );
}

function Refused({ asked, children }: { asked: boolean; children: React.ReactNode }) {
  return (
    <p
      role={asked ? "alert" : undefined}
      className={`mt-2 text-small text-danger ${asked ? "font-medium" : ""}`}
    >
      {children}
    </p>
  );
}
