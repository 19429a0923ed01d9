import { Phone } from "lucide-react";
import { useEffect, type RefObject } from "react";
import type { Lead } from "#shared/leads";
import type { Outcome } from "#shared/outcomes";
import type { Line } from "#shared/playbook";
import { CallTimer } from "../../dial/CallTimer.tsx";
import { heldAtHand, notesAtHand, type DialState } from "../../dial/dialState.ts";
import { dispatch } from "../../dial/dialStore.ts";
import { formatPhone } from "../../format/formatPhone.ts";
import { formatMoment } from "../../format/formatTime.ts";
import { standingOf } from "../../format/standingOf.ts";
import { useNow } from "../../format/useNow.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { inputClass } from "../../ui/inputClass.ts";
import { Kbd } from "../../ui/Kbd.tsx";
import { LocalClock } from "../../ui/LocalClock.tsx";
import { CallPermission } from "./CallPermission.tsx";
import { LastTouch } from "./LastTouch.tsx";
import { LinePicker } from "./LinePicker.tsx";
import { OutcomeButtons } from "./OutcomeButtons.tsx";
import { SaveMark } from "./SaveMark.tsx";
import { UndoNotice } from "./UndoNotice.tsx";
import { WrapUpPanel } from "./WrapUpPanel.tsx";

/** The person in front of the rep: who they are in five seconds, the call, the notes, how it ends. */
export function LeadPane({
  state,
  lead,
  outcomes,
  lines,
  lineId,
  notesRef,
  headingRef,
  isPauseNext,
  onCall,
}: {
  state: Extract<DialState, { kind: "ready" | "calling" }>;
  lead: Lead;
  outcomes: readonly Outcome[];
  lines: readonly Line[];
  lineId: string | null;
  notesRef: RefObject<HTMLTextAreaElement | null>;
  headingRef: RefObject<HTMLHeadingElement | null>;
  /** A pause follows when the call has ended. */
  isPauseNext: boolean;
  onCall: () => void;
}) {
  const now = useNow(60_000);
  const focusLead = () => headingRef.current?.focus({ preventScroll: true });
  // The next lead takes the keyboard: the button that ended the last call is gone.
  useEffect(() => headingRef.current?.focus({ preventScroll: true }), [headingRef]);
  const place = [lead.city, lead.state].filter(Boolean).join(", ");
  const calling = state.kind === "calling";
  const callback = (calling ? state.call : heldAtHand(state.session))?.callback;
  return (
    <div className="mx-auto flex min-h-full max-w-3xl flex-col gap-4 px-6 py-5 max-xl:px-4">
      <div>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2
            ref={headingRef}
            tabIndex={-1}
            data-quiet-focus
            data-pane-start
            className="text-display tracking-tight break-words"
          >
            {lead.name}
          </h2>
          {lead.isSample && <Badge tone="warn">Practice: no call is placed</Badge>}
          {lead.doNotCall && <Badge tone="danger">Do not call</Badge>}
        </div>
        <p className="text-ink-muted">{standingOf(lead)}</p>
        <p className="mt-2 flex flex-wrap items-baseline gap-x-4 gap-y-1 text-title">
          <span className="font-medium tabular-nums">{formatPhone(lead.phone)}</span>
          {place !== "" && <span className="text-ink-muted">{place}</span>}
          <LocalClock timeZone={lead.timeZone} withZone />
        </p>
        {callback ? (
          <p className="mt-1 text-accent-text">
            {callback.isMine ? "You promised" : "Promised"} to call back{" "}
            {formatMoment(callback.dueAt, now)}: {callback.text}
          </p>
        ) : (
          <LastTouch lead={lead} />
        )}
      </div>

      <div>
        <div className="flex flex-wrap items-center gap-2">
          {calling ? (
            <div className="flex h-10 min-w-44 items-center gap-3 rounded-md bg-accent px-4 text-accent-ink">
              <Phone aria-hidden size={18} />
              <span className="font-medium">
                {lead.isSample ? "Practicing" : state.call.isPlaced ? "In call" : "Starting…"}
              </span>
              <CallTimer
                startedAt={state.call.startedAt}
                clockAheadMs={state.session.clockAheadMs}
                className="text-title"
              />
            </div>
          ) : (
            <Button look="primary" size="large" className="min-w-44" onClick={onCall}>
              <Phone aria-hidden size={18} />
              {lead.isSample ? "Practice" : "Call"}
              <span className="rounded-sm border border-accent-ink/40 px-1 text-small">↵</span>
            </Button>
          )}
          <LinePicker lines={lines} lineId={lineId} />
        </div>
        {!calling && <CallPermission lead={lead} state={state} onZoneConfirmed={focusLead} />}
      </div>

      <div className="flex max-h-80 min-h-36 flex-1 flex-col">
        <div className="mb-1 flex items-center gap-2">
          <label htmlFor="notes" className="flex items-center gap-2 font-medium">
            Notes <Kbd keys="n" />
          </label>
          {calling && <SaveMark callId={state.call.id} />}
        </div>
        <textarea
          id="notes"
          ref={notesRef}
          value={notesAtHand(state)}
          maxLength={10_000}
          onChange={(event) => dispatch({ kind: "type", notes: event.currentTarget.value })}
          placeholder="What was said, what comes next…"
          className={`${inputClass} min-h-28 flex-1 resize-none py-2 leading-5`}
        />
      </div>

      <div>
        <OutcomeButtons state={state} outcomes={outcomes} />
        {calling && state.call.wrapUp !== null && (
          <WrapUpPanel
            key={state.call.wrapUp.outcome?.key ?? "next step"}
            lead={lead}
            wrapUp={state.call.wrapUp}
            clockAheadMs={state.session.clockAheadMs}
            onLeft={focusLead}
          />
        )}
        {calling && state.call.wrapUp === null && state.call.nextStep !== null && (
          <p className="mt-3 text-small text-ink-muted">
            Next step, {formatMoment(state.call.nextStep.dueAt, now)}: {state.call.nextStep.text}
          </p>
        )}
      </div>
      {calling && isPauseNext && (
        <output className="text-small text-ink-muted">
          A pause follows this call. <Kbd keys="p" /> takes it back.
        </output>
      )}
      {!calling && state.session.undo !== null && (
        <UndoNotice key={state.session.undo.until} undo={state.session.undo} />
      )}
    </div>
  );
}
