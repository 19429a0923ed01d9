import { ChevronDown, CirclePause, CirclePlay, X } from "lucide-react";
import { useState } from "react";
import type { HeldLead } from "#shared/dialing";
import type { Lead } from "#shared/leads";
import { leadAtHand, type Dialing } from "../../dial/dialState.ts";
import { dispatch } from "../../dial/dialStore.ts";
import { formatCount } from "../../format/formatCount.ts";
import { formatMoment } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { Button } from "../../ui/Button.tsx";
import { joinClasses } from "../../ui/joinClasses.ts";
import { LocalClock } from "../../ui/LocalClock.tsx";
import { Tip } from "../../ui/Tip.tsx";
import { DayPace } from "./DayPace.tsx";

/** Who comes next, each with the time where they are: first those kept for this rep, then the list. */
export function QueuePane({
  state,
  rows,
  isPausing,
  onPause,
  onLeave,
}: {
  state: Dialing;
  rows: readonly Lead[];
  /** The rep is asked for what, or will be when the call has ended. */
  isPausing: boolean;
  onPause: () => void;
  onLeave: () => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const { session } = state;
  const calling = state.kind === "calling";
  const pauseWords =
    state.kind === "paused" ? "Go on" : calling ? "Pause after this call" : "Pause";
  const current = calling ? undefined : leadAtHand(state)?.id;
  const heldOf = new Map(session.held.map((held) => [held.lead.id, held]));
  // One taken from further down stays in its place.
  const then = rows.findIndex(({ id }) => !heldOf.has(id));
  const kept = then < 0 ? rows : rows.slice(0, then);
  const list = then < 0 ? [] : rows.slice(then);
  const row = (lead: Lead) => (
    <Row
      key={lead.id}
      lead={lead}
      held={heldOf.get(lead.id)}
      isCurrent={lead.id === current}
      isIdle={state.kind === "ready"}
    />
  );
  return (
    <section
      aria-label="Queue"
      data-pane
      className="flex min-h-0 flex-col border-r border-line max-lg:col-span-2 max-lg:border-r-0 max-lg:border-b"
    >
      <div className="flex h-11 shrink-0 items-center gap-2 pr-2 pl-4 lg:border-b lg:border-line">
        <h2 className="min-w-0 truncate text-body">{session.list?.name ?? "Single call"}</h2>
        <span className="flex min-w-0 flex-1 items-center justify-end gap-3 lg:hidden">
          <DayPace session={session} isShort />
          <Button
            look="quiet"
            className="h-7 px-2"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            Queue
            <ChevronDown aria-hidden size={14} className={isOpen ? "rotate-180" : ""} />
          </Button>
        </span>
        <span className="flex-1 max-lg:hidden" />
        <Tip text={pauseWords} keys="p" side="bottom">
          <Button
            look="quiet"
            size="icon"
            aria-label={pauseWords}
            aria-pressed={isPausing}
            className="aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
            onClick={onPause}
          >
            {state.kind === "paused" ? (
              <CirclePlay aria-hidden size={16} />
            ) : (
              <CirclePause aria-hidden size={16} />
            )}
          </Button>
        </Tip>
        <Tip text={calling ? "End the call first" : "End the session"} side="bottom">
          <Button
            look="quiet"
            size="icon"
            aria-label="End the session"
            disabled={calling}
            onClick={onLeave}
          >
            <X aria-hidden size={16} />
          </Button>
        </Tip>
      </div>
      <div
        className={joinClasses(
          "flex min-h-0 flex-1 flex-col max-lg:max-h-72",
          !isOpen && "max-lg:hidden",
        )}
      >
        <ListCounts state={state} />
        <div className="min-h-0 flex-1 overflow-y-auto p-1">
          {calling && (
            <div className="flex h-11 items-center gap-2 rounded-md bg-accent-soft px-3">
              <span aria-hidden className="size-2 shrink-0 rounded-full bg-accent" />
              <span className="min-w-0 flex-1 truncate font-medium">{state.call.lead.name}</span>
              <span className="text-small text-accent-text">
                {state.call.isPlaced ? "In call" : "Starting…"}
              </span>
            </div>
          )}
          <ol aria-label="Kept for you">{kept.map(row)}</ol>
          {list.length > 0 && (
            <h3 className="px-3 pt-3 pb-1 text-small font-normal text-ink-muted">Then</h3>
          )}
          <ol aria-label="Then">{list.map(row)}</ol>
        </div>
      </div>
      <div className="max-lg:hidden">
        <DayPace session={session} />
      </div>
    </section>
  );
}

/** What the list still holds, by what may be done with it now. */
function ListCounts({ state }: { state: Dialing }) {
  const { remaining, held } = state.session;
  if (remaining === null) return null;
  const counts: readonly (readonly [string, number])[] = [
    ["callable now", remaining.callable + held.filter(({ refusal }) => refusal === null).length],
    ["outside hours", remaining.outsideHours],
    ["no time zone", remaining.noTimeZone],
    ["waiting", remaining.waiting],
  ];
  return (
    <dl className="flex shrink-0 flex-wrap gap-x-3 border-b border-line px-4 py-1.5 text-small text-ink-muted tabular-nums">
      {counts
        .filter(([label, count]) => count > 0 || label === "callable now")
        .map(([label, count]) => (
          <div key={label} className="flex flex-row-reverse gap-1">
            <dt>{label}</dt>
            <dd className="text-ink">{formatCount(count)}</dd>
          </div>
        ))}
    </dl>
  );
}

function Row({
  lead,
  held,
  isCurrent,
  isIdle,
}: {
  lead: Lead;
  held: HeldLead | undefined;
  isCurrent: boolean;
  isIdle: boolean;
}) {
  const now = useNow(60_000);
  const second = held?.callback
    ? `Callback ${formatMoment(held.callback.dueAt, now)}`
    : lead.company !== lead.name
      ? lead.company
      : null;
  return (
    <li>
      <button
        type="button"
        ref={isCurrent ? showInQueue : null}
        data-pane-start={isCurrent || undefined}
        // One stop for Tab: j and k walk within.
        tabIndex={isCurrent ? 0 : -1}
        aria-current={isCurrent || undefined}
        aria-disabled={!isIdle || undefined}
        onClick={() => dispatch({ kind: "choose", lead })}
        className={`flex h-11 w-full items-center gap-2 rounded-md px-3 text-left ${
          isCurrent ? "bg-accent-soft" : "hover:bg-hover aria-disabled:hover:bg-transparent"
        }`}
      >
        <span className="min-w-0 flex-1">
          <span className={`block truncate ${isCurrent ? "font-medium" : ""}`}>{lead.name}</span>
          {second !== null && (
            <span
              className={`block truncate text-small ${held?.callback ? "text-accent-text" : "text-ink-muted"}`}
            >
              {second}
            </span>
          )}
        </span>
        <span className="text-small text-ink-muted">
          <LocalClock timeZone={lead.timeZone} />
        </span>
      </button>
    </li>
  );
}

/** Stable, so that it acts only when another lead becomes the chosen one. */
function showInQueue(button: HTMLButtonElement | null): void {
  button?.scrollIntoView({ block: "nearest" });
}
