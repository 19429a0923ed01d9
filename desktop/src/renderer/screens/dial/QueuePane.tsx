import { X } from "lucide-react";
import type { DialState } from "../../dial/dialMachine.ts";
import { dispatch } from "../../dial/dialStore.ts";
import { formatCount } from "../../format/formatCount.ts";
import { Button } from "../../ui/Button.tsx";
import { LocalClock } from "../../ui/LocalClock.tsx";
import { Tip } from "../../ui/Tip.tsx";

/** Who comes next, each with the time where they are. */
export function QueuePane({
  state,
  onLeave,
}: {
  state: Exclude<DialState, { kind: "idle" }>;
  onLeave: () => void;
}) {
  const { session } = state;
  const calling = state.kind === "calling";
  return (
    <section
      aria-label="Queue"
      className="flex min-h-0 flex-col border-r border-line max-sm:border-r-0 max-sm:border-b"
    >
      <div className="flex h-11 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-body">{session.list.name}</h2>
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
      <ol className="min-h-0 flex-1 overflow-y-auto p-1 max-sm:max-h-32">
        {state.kind === "calling" && (
          <li>
            <div className="flex h-11 items-center gap-2 rounded-md bg-accent-soft px-3">
              <span aria-hidden className="size-2 shrink-0 rounded-full bg-accent" />
              <span className="min-w-0 flex-1 truncate font-medium">{state.call.lead.name}</span>
              <span className="text-small text-accent-text">In call</span>
            </div>
          </li>
        )}
        {session.queue.map((lead) => {
          const current = !calling && lead.id === session.chosenId;
          return (
            <li key={lead.id}>
              <button
                type="button"
                ref={current ? showInQueue : null}
                aria-current={current || undefined}
                aria-disabled={calling || undefined}
                onClick={() => dispatch({ kind: "choose", leadId: lead.id })}
                className={`flex h-11 w-full items-center gap-2 rounded-md px-3 text-left ${
                  current ? "bg-accent-soft" : "hover:bg-hover aria-disabled:hover:bg-transparent"
                }`}
              >
                <span className="min-w-0 flex-1">
                  <span className={`block truncate ${current ? "font-medium" : ""}`}>
                    {lead.name}
                  </span>
                  {lead.company !== null && lead.company !== lead.name && (
                    <span className="block truncate text-small text-ink-muted">{lead.company}</span>
                  )}
                </span>
                <span className="text-small text-ink-muted">
                  <LocalClock timeZone={lead.timeZone} />
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <dl className="flex shrink-0 gap-6 border-t border-line px-4 py-2 text-small text-ink-muted tabular-nums">
        <div className="flex gap-1.5">
          <dt>Calls</dt>
          <dd className="text-ink">{formatCount(session.calls)}</dd>
        </div>
        <div className="flex gap-1.5">
          <dt>Reached</dt>
          <dd className="text-ink">{formatCount(session.reached)}</dd>
        </div>
      </dl>
    </section>
  );
}

/** Stable, so that it acts only when another lead becomes the chosen one. */
function showInQueue(button: HTMLButtonElement | null): void {
  button?.scrollIntoView({ block: "nearest" });
}
