import { Phone } from "lucide-react";
import { useEffect, type RefObject } from "react";
import type { Lead } from "#shared/leads";
import { CallTimer } from "../../dial/CallTimer.tsx";
import { notesAtHand, type DialState } from "../../dial/dialMachine.ts";
import { dispatch } from "../../dial/dialStore.ts";
import { formatPhone } from "../../format/formatPhone.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { inputClass } from "../../ui/inputClass.ts";
import { Kbd } from "../../ui/Kbd.tsx";
import { LocalClock } from "../../ui/LocalClock.tsx";
import { standingOf } from "../../format/standingOf.ts";
import { CallPermission } from "./CallPermission.tsx";
import { OutcomeButtons } from "./OutcomeButtons.tsx";

/** The person in front of the rep: who they are in five seconds, the call, the notes, how it ends. */
export function LeadPane({
  state,
  lead,
  notesRef,
  headingRef,
  onCall,
}: {
  state: Extract<DialState, { kind: "ready" | "calling" }>;
  lead: Lead;
  notesRef: RefObject<HTMLTextAreaElement | null>;
  headingRef: RefObject<HTMLHeadingElement | null>;
  onCall: () => void;
}) {
  // The next lead takes the keyboard: the button that ended the last call is gone.
  useEffect(() => headingRef.current?.focus({ preventScroll: true }), [headingRef]);
  const place = [lead.city, lead.state].filter(Boolean).join(", ");
  const calling = state.kind === "calling";
  return (
    <div className="mx-auto flex min-h-full max-w-3xl flex-col gap-5 px-6 py-6 max-sm:px-4">
      <div>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2
            ref={headingRef}
            tabIndex={-1}
            data-quiet-focus
            className="text-display tracking-tight break-words"
          >
            {lead.name}
          </h2>
          {lead.isSample && <Badge tone="warn">Practice: no call is placed</Badge>}
          {lead.doNotCall && <Badge tone="danger">Do not call</Badge>}
        </div>
        <p className="text-ink-muted">{standingOf(lead)}</p>
        <p className="mt-3 flex flex-wrap items-baseline gap-x-4 gap-y-1 text-title">
          <span className="font-medium tabular-nums">{formatPhone(lead.phone)}</span>
          {place !== "" && <span className="text-ink-muted">{place}</span>}
          <LocalClock timeZone={lead.timeZone} withZone />
        </p>
      </div>

      {state.kind === "calling" ? (
        <div className="flex h-12 items-center gap-3 rounded-lg bg-accent px-4 text-accent-ink">
          <Phone aria-hidden size={18} />
          <span className="font-medium">{lead.isSample ? "Practising" : "In call"}</span>
          <CallTimer startedAt={state.call.startedAt} className="text-title" />
        </div>
      ) : (
        <div>
          <Button look="primary" size="large" className="min-w-44" onClick={onCall}>
            <Phone aria-hidden size={18} />
            {lead.isSample ? "Practise" : "Call"}
            <span className="rounded-sm border border-accent-ink/40 px-1 text-small">↵</span>
          </Button>
          <CallPermission lead={lead} refusal={state.refusal} />
        </div>
      )}

      <div className="flex max-h-96 min-h-40 flex-1 flex-col">
        <label htmlFor="notes" className="mb-1 flex items-center gap-2 font-medium">
          Notes <Kbd keys="n" />
        </label>
        <textarea
          id="notes"
          ref={notesRef}
          value={notesAtHand(state)}
          maxLength={10_000}
          onChange={(event) => dispatch({ kind: "type", notes: event.currentTarget.value })}
          placeholder="What was said, what comes next…"
          className={`${inputClass} min-h-32 flex-1 resize-none py-2 leading-5`}
        />
      </div>

      <OutcomeButtons calling={calling} />
    </div>
  );
}
