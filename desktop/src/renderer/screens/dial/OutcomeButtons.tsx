import { CALL_OUTCOMES } from "#shared/calls";
import { dispatch } from "../../dial/dialStore.ts";
import { OUTCOME_LABELS } from "../../format/labels.ts";
import { buttonClass } from "../../ui/buttonClass.ts";

/** The seven ways a call ends, each with its key. They act only in a call. */
export function OutcomeButtons({ calling }: { calling: boolean }) {
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">How the call ended</legend>
      {CALL_OUTCOMES.map((outcome, index) => (
        <button
          key={outcome}
          type="button"
          disabled={!calling}
          aria-keyshortcuts={String(index + 1)}
          className={`${buttonClass("secondary")} h-9`}
          onClick={() => dispatch({ kind: "end", outcome, now: new Date() })}
        >
          <span className="inline-flex size-5 items-center justify-center rounded-sm border border-line bg-hover text-small text-ink-muted">
            {index + 1}
          </span>
          {OUTCOME_LABELS[outcome]}
        </button>
      ))}
    </fieldset>
  );
}
