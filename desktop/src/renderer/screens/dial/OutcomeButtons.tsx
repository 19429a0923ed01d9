import type { Outcome } from "#shared/outcomes";
import type { DialState } from "../../dial/dialState.ts";
import { dispatch } from "../../dial/dialStore.ts";
import { buttonClass } from "../../ui/buttonClass.ts";
import { joinClasses } from "../../ui/joinClasses.ts";
import { Kbd } from "../../ui/Kbd.tsx";

/** The ways a call ends, each with its key. They act only in a call. */
export function OutcomeButtons({
  state,
  outcomes,
}: {
  state: DialState;
  outcomes: readonly Outcome[];
}) {
  const calling = state.kind === "calling";
  const asked = calling ? state.call.wrapUp?.outcome?.key : undefined;
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">How the call ended</legend>
      {outcomes.map((outcome, index) => (
        <button
          key={outcome.key}
          type="button"
          disabled={!calling || (asked !== undefined && asked !== outcome.key)}
          aria-pressed={asked === outcome.key || undefined}
          aria-keyshortcuts={String(index + 1)}
          className={joinClasses(
            buttonClass("secondary"),
            "h-9 aria-pressed:border-accent aria-pressed:bg-accent-soft",
          )}
          onClick={() => dispatch({ kind: "end", outcome })}
        >
          <Kbd keys={String(index + 1)} />
          <span
            aria-hidden
            className={joinClasses("size-2 shrink-0 rounded-full", toneOf(outcome))}
          />
          {outcome.label}
        </button>
      ))}
      {calling && (
        <button
          type="button"
          aria-keyshortcuts="s"
          disabled={state.call.wrapUp !== null}
          className={joinClasses(buttonClass("quiet"), "h-9")}
          onClick={() => dispatch({ kind: "planNextStep" })}
        >
          <Kbd keys="s" /> Next step
        </button>
      )}
    </fieldset>
  );
}

/** By what it means: nobody again, a person reached, over, tried again. */
function toneOf({ afterwards, reached }: Outcome): string {
  if (afterwards === "never") return "bg-danger";
  if (reached) return "bg-accent";
  return afterwards === "finished" ? "bg-warn" : "bg-line-strong";
}
