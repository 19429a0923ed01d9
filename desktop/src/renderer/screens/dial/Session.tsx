import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { proposeLine } from "#shared/proposeLine";
import { queries } from "../../api/queries.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { leadAtHand, type Dialing } from "../../dial/dialState.ts";
import { askSync, dispatch } from "../../dial/dialStore.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { joinClasses } from "../../ui/joinClasses.ts";
import { HelpPane } from "./HelpPane.tsx";
import { leadBeside } from "./leadBeside.ts";
import { LeadPane } from "./LeadPane.tsx";
import { NobodyToCall } from "./NobodyToCall.tsx";
import { PauseReasons, Paused } from "./Pause.tsx";
import { QueuePane } from "./QueuePane.tsx";
import { UndoNotice } from "./UndoNotice.tsx";
import { useQueueRows } from "./useQueueRows.ts";

/** Who is next, the call, how it ended, what was said. */
export function Session({ state }: { state: Dialing }) {
  const { user } = useSignedIn();
  const navigate = useNavigate();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { data: playbook } = useQuery(queries.playbook);
  const [isPausing, setPausing] = useState(false);
  const notes = useRef<HTMLTextAreaElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { session } = state;
  const lead = leadAtHand(state);
  // The next lead stands there at once; what helps with it follows a moment later.
  const helped = useDeferredValue(lead);
  const queue = useQueueRows(state);
  const calling = state.kind === "calling";
  const outcomes = playbook?.outcomes ?? [];
  const reasons = playbook?.settings.pauseReasons ?? [];
  const isAsked = calling && state.call.wrapUp !== null;
  // No lead stands there to say it beside.
  const isAlone = state.kind === "paused" || (state.kind === "ready" && (isPausing || !lead));

  const proposed = useMemo(
    () => lead && proposeLine(playbook?.lines ?? [], lead, user.id),
    [lead, playbook, user.id],
  );
  const lineId =
    (calling ? state.call.lineId : session.lines[lead?.id ?? ""]) ?? proposed?.id ?? null;

  // What stands beside the next lead is there before the lead is.
  const nextIds = session.held.map((each) => each.lead.id).join(" ");
  useEffect(() => {
    for (const id of nextIds.split(" ").filter(Boolean))
      void queryClient.prefetchQuery(leadBeside(id));
  }, [nextIds, queryClient]);

  // Proved a moment ago, perhaps elsewhere: leave to call is asked for anew.
  const { addressProven } = user;
  useEffect(askSync, [addressProven]);

  const call = () => {
    dispatch({ kind: "call", callId: crypto.randomUUID(), lineId });
    if (!addressProven) void queryClient.invalidateQueries({ queryKey: queries.me.queryKey });
  };
  const leave = (toLists = false) => {
    const close = () => {
      dispatch({ kind: "close" });
      void queryClient.invalidateQueries({ queryKey: queries.lists.queryKey });
    };
    if (session.list === null && router.history.canGoBack()) {
      // To where the call was begun: a lead's page, Today, the table.
      const stop = router.subscribe("onResolved", () => {
        stop();
        close();
      });
      router.history.back();
      return;
    }
    close();
    void navigate({ to: toLists ? "/dial" : "/today" });
  };
  const pause = (reason: string | null) => {
    setPausing(false);
    dispatch({ kind: "pause", reason });
  };
  // Pressed in a call, it waits for the end of that.
  const togglePause = () => {
    if (state.kind === "paused") dispatch({ kind: "resume" });
    else setPausing(!isPausing);
  };
  const backToLead = () => heading.current?.focus({ preventScroll: true });

  useKeys("Dial", [
    { keys: "Enter", label: "Call", run: call },
    ...(isAsked
      ? []
      : outcomes.map((outcome, index) => ({
          keys: String(index + 1),
          label: `End: ${outcome.label}`,
          run: () => dispatch({ kind: "end", outcome }),
        }))),
    { keys: "u", label: "Take the outcome back", run: () => dispatch({ kind: "undo" }) },
    { keys: "n", label: "Notes", run: () => notes.current?.focus() },
    { keys: "s", label: "Next step", run: () => dispatch({ kind: "planNextStep" }) },
    ...(lead
      ? [{ keys: "Escape", label: "Back to the lead", whileTyping: true, run: backToLead }]
      : []),
    {
      keys: "p",
      label: state.kind === "paused" ? "Go on" : calling ? "Pause after this call" : "Pause",
      run: togglePause,
    },
    {
      keys: "j",
      label: "Next lead",
      repeats: true,
      run: () => dispatch({ kind: "move", by: 1, queue }),
    },
    {
      keys: "k",
      label: "Lead before",
      repeats: true,
      run: () => dispatch({ kind: "move", by: -1, queue }),
    },
    { keys: "F6", label: "Next pane", whileTyping: true, run: focusNextPane },
  ]);

  return (
    <div className="grid h-full grid-cols-[244px_minmax(0,1fr)_320px] max-lg:grid-cols-[minmax(0,1fr)_264px] max-lg:grid-rows-[auto_minmax(0,1fr)] max-sm:block max-sm:overflow-y-auto">
      <h1 className="sr-only">Dial {session.list?.name ?? "one lead"}</h1>
      <QueuePane
        state={state}
        rows={queue}
        isPausing={isPausing}
        onPause={togglePause}
        onLeave={() => leave()}
      />
      <section
        aria-label="Lead"
        data-pane
        className={joinClasses(
          "min-h-0 overflow-y-auto bg-surface max-sm:overflow-visible",
          !helped && "col-span-2",
        )}
      >
        {state.kind === "paused" ? (
          <Paused state={state} />
        ) : isPausing && state.kind === "ready" ? (
          <PauseReasons
            reasons={reasons}
            onPause={pause}
            onCancel={() => {
              setPausing(false);
            }}
          />
        ) : lead ? (
          <LeadPane
            key={lead.id}
            isPauseNext={isPausing}
            state={state}
            lead={lead}
            outcomes={outcomes}
            lines={playbook?.lines ?? []}
            lineId={lineId}
            notesRef={notes}
            headingRef={heading}
            onCall={call}
          />
        ) : (
          <NobodyToCall session={session} onLeave={leave} />
        )}
        {isAlone && session.undo !== null && (
          <div className="mx-auto max-w-xl px-4 pb-4">
            <UndoNotice key={session.undo.until} undo={session.undo} />
          </div>
        )}
      </section>
      {helped && (
        <HelpPane key={helped.id} lead={helped} listId={session.list?.id} playbook={playbook} />
      )}
      <p aria-live="polite" className="sr-only">
        {lead &&
          (calling ? `In a call with ${lead.name}` : `Next: ${lead.name}, ${lead.company ?? ""}`)}
      </p>
    </div>
  );
}

/** Tab walks through every control; this goes from pane to pane. */
function focusNextPane(): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")];
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(at + 1) % panes.length];
  const start = (selector: string) =>
    [...(next?.querySelectorAll<HTMLElement>(selector) ?? [])].find((each) =>
      each.checkVisibility(),
    );
  (start("[data-pane-start]") ?? start("button:not([disabled]), a, input, textarea"))?.focus();
}
