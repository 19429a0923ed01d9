import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Navigate, useNavigate, useParams } from "@tanstack/react-router";
import { CirclePause, PartyPopper } from "lucide-react";
import { useEffect, useRef } from "react";
import { CALL_OUTCOMES } from "#shared/calls";
import { AppError } from "#shared/errors";
import { queries } from "../../api/queries.ts";
import { useSignedIn } from "../../app/SignedIn.ts";
import { leadAtHand, type DialState } from "../../dial/dialMachine.ts";
import { dispatch, leadsBeingSaved, useDial } from "../../dial/dialStore.ts";
import { countOf } from "../../format/formatCount.ts";
import { OUTCOME_LABELS } from "../../format/labels.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { StatePanel } from "../../ui/StatePanel.tsx";
import { DialSkeleton } from "./DialSkeleton.tsx";
import { HelpPane } from "./HelpPane.tsx";
import { LeadPane } from "./LeadPane.tsx";
import { QueuePane } from "./QueuePane.tsx";

/** Below so many leads the queue is asked for more. */
const REFILL_BELOW = 20;
/** How long after the last answer (ms). */
const REFILL_EVERY_MS = 5_000;

/** The rep's whole job on one screen: who is next, the call, how it ended, what was said. */
export function DialScreen() {
  const { listId } = useParams({ from: "/framed/dial/$listId" });
  const state = useDial();
  const lists = useQuery(queries.lists);
  const here = state.kind !== "idle" && state.session.list.id === listId;
  const list = lists.data?.find((each) => each.id === listId);
  const left = here ? state.session.queue.length : 0;
  // As long as few are left while the list holds more, the queue is asked for again.
  const low = here && left < REFILL_BELOW && (list?.remainingCount ?? 0) > left;
  const queue = useQuery({
    ...queries.queue(listId),
    enabled: state.kind !== "calling" || here,
    refetchInterval: low ? REFILL_EVERY_MS : false,
  });
  const name = list?.name;

  // A new session begins with the first queue; later ones only fill up what was called away.
  useEffect(() => {
    if (!queue.data || name === undefined) return;
    const current = useDial.getState();
    const called = leadsBeingSaved();
    const same = current.kind !== "idle" && current.session.list.id === listId;
    dispatch(
      same
        ? { kind: "queueCame", listId, leads: queue.data, called }
        : { kind: "open", list: { id: listId, name }, leads: queue.data, called },
    );
  }, [queue.data, name, listId]);

  if (state.kind === "calling" && !here)
    return <Navigate to="/dial/$listId" params={{ listId: state.session.list.id }} replace />;
  if (here) return <Session state={state} />;
  if (lists.data && !list)
    return (
      <ErrorPanel
        level={1}
        error={new AppError("not_found", "No such list")}
        onRetry={() => void lists.refetch()}
      />
    );
  const error = queue.error ?? lists.error;
  if (error)
    return (
      <ErrorPanel
        level={1}
        error={error}
        onRetry={() => void Promise.all([lists.refetch(), queue.refetch()])}
      />
    );
  return <DialSkeleton />;
}

function Session({ state }: { state: Exclude<DialState, { kind: "idle" }> }) {
  const { user } = useSignedIn();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const notes = useRef<HTMLTextAreaElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const lead = leadAtHand(state);
  const calling = state.kind === "calling";

  const call = () => {
    dispatch({
      kind: "call",
      callId: crypto.randomUUID(),
      now: new Date(),
      addressProven: user.addressProven,
    });
    // Perhaps it was proved a moment ago elsewhere: then the next try goes through.
    if (!user.addressProven) void queryClient.invalidateQueries({ queryKey: queries.me.queryKey });
  };
  const leave = () => {
    dispatch({ kind: "close" });
    void queryClient.invalidateQueries({ queryKey: queries.lists.queryKey });
    void navigate({ to: "/today" });
  };

  useKeys("Dial", [
    { keys: "Enter", label: "Call", run: call },
    ...CALL_OUTCOMES.map((outcome, index) => ({
      keys: String(index + 1),
      label: `End: ${OUTCOME_LABELS[outcome]}`,
      run: () => dispatch({ kind: "end", outcome, now: new Date() }),
    })),
    { keys: "n", label: "Notes", run: () => notes.current?.focus() },
    {
      keys: "Escape",
      label: "Leave the notes",
      whileTyping: true,
      run: () => heading.current?.focus({ preventScroll: true }),
    },
    {
      keys: "p",
      label: state.kind === "paused" ? "Go on" : "Pause",
      run: () => dispatch({ kind: state.kind === "paused" ? "resume" : "pause" }),
    },
    { keys: "j", label: "Next lead", repeats: true, run: () => dispatch({ kind: "move", by: 1 }) },
    {
      keys: "k",
      label: "Lead before",
      repeats: true,
      run: () => dispatch({ kind: "move", by: -1 }),
    },
  ]);

  return (
    <div className="grid h-full grid-cols-[260px_minmax(0,1fr)_280px] max-xl:grid-cols-[220px_minmax(0,1fr)] max-sm:block max-sm:overflow-y-auto">
      <h1 className="sr-only">Dial {state.session.list.name}</h1>
      <QueuePane state={state} onLeave={leave} />
      <section
        aria-label="Lead"
        className="min-h-0 overflow-y-auto bg-surface max-sm:overflow-visible"
      >
        {state.kind === "paused" ? (
          <StatePanel
            icon={CirclePause}
            title="Paused"
            actions={
              <Button look="primary" onClick={() => dispatch({ kind: "resume" })}>
                Go on
              </Button>
            }
          >
            {countOf(state.session.queue.length, "lead")} wait in {state.session.list.name}.
          </StatePanel>
        ) : lead ? (
          <LeadPane
            key={lead.id}
            state={state}
            lead={lead}
            notesRef={notes}
            headingRef={heading}
            onCall={call}
          />
        ) : (
          <StatePanel
            icon={PartyPopper}
            title="Everybody here is called"
            actions={
              <Button look="primary" onClick={leave}>
                Back to Today
              </Button>
            }
          >
            {countOf(state.session.calls, "call")} in this session, {state.session.reached} reached.
          </StatePanel>
        )}
      </section>
      {lead && <HelpPane lead={lead} calling={calling} />}
      <p aria-live="polite" className="sr-only">
        {lead &&
          (calling ? `In a call with ${lead.name}` : `Next: ${lead.name}, ${lead.company ?? ""}`)}
      </p>
    </div>
  );
}
