import { useEffect, useRef, useState } from "react";
import { isCallingHour } from "#shared/callingHours";
import type { Lead } from "#shared/leads";
import type { WrapUp } from "../../dial/dialState.ts";
import { dispatch } from "../../dial/dialStore.ts";
import { callbackTimes, dueTimes, type QuickTime } from "../../dial/quickTimes.ts";
import { fieldsOf, missingOf, type WrapUpField } from "../../dial/wrapUp.ts";
import { useNow } from "../../format/useNow.ts";
import { ownTimeZone } from "../../format/wallTime.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Button } from "../../ui/Button.tsx";
import { inputClass } from "../../ui/inputClass.ts";
import { Kbd } from "../../ui/Kbd.tsx";
import { Chips } from "./Chips.tsx";
import { TimeChoice } from "./TimeChoice.tsx";

const ASKS: Record<WrapUpField, string> = {
  callback: "when to call back",
  reason: "a reason",
  nextStep: "what comes next, and when",
};

/** What the outcome asks for, under the row of outcomes: number keys choose, Enter confirms, Escape goes back. */
export function WrapUpPanel({
  lead,
  wrapUp,
  clockAheadMs,
  onLeft,
}: {
  lead: Lead;
  wrapUp: WrapUp;
  clockAheadMs: number;
  /** Called when the rep went back to the call. */
  onLeft: () => void;
}) {
  const panel = useRef<HTMLFormElement>(null);
  const [isTried, setTried] = useState(false);
  const openedAt = new Date(wrapUp.askedAt);
  const own = ownTimeZone();
  const theirs = lead.timeZone ?? own;
  const { outcome } = wrapUp;
  const fields = fieldsOf(outcome);
  const missing = missingOf(wrapUp);
  const callbacks = callbackTimes(openedAt, theirs);
  const dues = dueTimes(openedAt, own);
  const now = new Date(useNow(5_000).getTime() + clockAheadMs);
  const problem = problemOf(wrapUp, missing, lead, now);
  // Number keys answer the first thing that is still open.
  const active = missing.find((field) => field !== "nextStep") ?? fields[0];

  useEffect(() => {
    const first = panel.current?.querySelector<HTMLElement>("[data-first]");
    (first ?? panel.current)?.focus();
    panel.current?.scrollIntoView({ block: "nearest" });
  }, []);

  const confirm = () => {
    setTried(true);
    if (problem !== null) return;
    dispatch({ kind: "confirm" });
    if (outcome === null) onLeft();
  };
  const choices: readonly (() => void)[] =
    active === "callback"
      ? callbacks.map(
          ({ at }) =>
            () =>
              chooseTime("callbackAt", at),
        )
      : active === "reason"
        ? (outcome?.reasons ?? []).map(
            (reason) => () => dispatch({ kind: "fillIn", change: { reason } }),
          )
        : dues.map(
            ({ at }) =>
              () =>
                chooseTime("stepDueAt", at),
          );

  useKeys("Outcome", [
    ...choices
      .slice(0, 9)
      .map((run, index) => ({ keys: String(index + 1), label: "Choose", hidden: index > 0, run })),
    ...(fields.includes("callback")
      ? [
          {
            keys: "m",
            label: "Mine or anyone's",
            run: () =>
              dispatch({ kind: "fillIn", change: { callbackIsMine: !wrapUp.callbackIsMine } }),
          },
        ]
      : []),
    { keys: "Enter", label: "Confirm", run: confirm },
    {
      keys: "Escape",
      label: "Back to the call",
      whileTyping: true,
      run: () => {
        if (panel.current?.contains(document.activeElement) === true) {
          dispatch({ kind: "cancelWrapUp" });
          onLeft();
        } else panel.current?.focus();
      },
    },
  ]);

  return (
    <form
      ref={panel}
      tabIndex={-1}
      data-quiet-focus
      aria-label={outcome?.label ?? "Next step"}
      className="mt-3 flex flex-col gap-3 rounded-md border border-line bg-canvas p-3"
      onSubmit={(event) => {
        event.preventDefault();
        confirm();
      }}
    >
      {fields.includes("callback") && (
        <div className="flex flex-col gap-2">
          <TimeChoice
            legend="Call back"
            field="Another time, by their clock"
            times={callbacks}
            numbered={active === "callback"}
            value={wrapUp.callbackAt}
            timeZone={theirs}
            otherZone={own}
            onChange={(at) => chooseTime("callbackAt", at)}
          />
          <Chips
            legend="By whom"
            name="callback-by"
            choices={[
              { value: "mine", label: "Me" },
              { value: "anyone", label: "Anyone" },
            ]}
            value={wrapUp.callbackIsMine ? "mine" : "anyone"}
            onChange={(value) =>
              dispatch({ kind: "fillIn", change: { callbackIsMine: value === "mine" } })
            }
            aside={<Kbd keys="m" />}
          />
        </div>
      )}
      {fields.includes("reason") && (
        <div className="flex flex-wrap items-end gap-2">
          {outcome !== null && outcome.reasons.length > 0 && (
            <Chips
              legend="Reason"
              name="reason"
              choices={outcome.reasons.map((reason) => ({ value: reason, label: reason }))}
              value={wrapUp.reason}
              onChange={(reason) => dispatch({ kind: "fillIn", change: { reason } })}
              numbered={active === "reason"}
            />
          )}
          <input
            aria-label={outcome?.reasons.length === 0 ? "Reason" : "Another reason"}
            placeholder={outcome?.reasons.length === 0 ? "Reason" : "Another reason"}
            data-first={(fields[0] === "reason" && outcome?.reasons.length === 0) || undefined}
            maxLength={200}
            value={outcome?.reasons.includes(wrapUp.reason) === true ? "" : wrapUp.reason}
            onChange={(event) =>
              dispatch({ kind: "fillIn", change: { reason: event.currentTarget.value } })
            }
            className={`${inputClass} h-8 max-w-60`}
          />
        </div>
      )}
      {fields.includes("nextStep") && (
        <div className="flex flex-col gap-2">
          <input
            aria-label="Next step"
            placeholder="Next step"
            data-first={fields[0] === "nextStep" || undefined}
            maxLength={200}
            value={wrapUp.stepText}
            onChange={(event) =>
              dispatch({
                kind: "fillIn",
                change: {
                  stepText: event.currentTarget.value,
                  // A plan is for tomorrow unless said otherwise.
                  stepDueAt: wrapUp.stepDueAt || (dues[0]?.at.toISOString() ?? ""),
                },
              })
            }
            className={`${inputClass} h-8`}
          />
          <TimeChoice
            legend="Due"
            field="Another time"
            times={dues}
            numbered={active === "nextStep"}
            value={wrapUp.stepDueAt}
            timeZone={own}
            otherZone={own}
            onChange={(at) => chooseTime("stepDueAt", at)}
          />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="primary">
          {outcome === null ? "Keep" : `End: ${outcome.label}`}
          <span className="rounded-sm border border-accent-ink/40 px-1 text-small">↵</span>
        </Button>
        <Button
          look="quiet"
          onClick={() => {
            dispatch({ kind: "cancelWrapUp" });
            onLeft();
          }}
        >
          Back to the call <Kbd keys="Escape" />
        </Button>
        {isTried && problem !== null && (
          <p role="alert" className="text-small text-danger">
            {problem}
          </p>
        )}
      </div>
    </form>
  );
}

function chooseTime(key: "callbackAt" | "stepDueAt", at: QuickTime["at"] | null): void {
  dispatch({ kind: "fillIn", change: { [key]: at?.toISOString() ?? "" } });
}

function problemOf(
  { outcome, callbackAt, stepText }: WrapUp,
  missing: readonly WrapUpField[],
  { timeZone, isSample }: Lead,
  now: Date,
): string | null {
  // A next step left empty is none.
  if (outcome === null && stepText.trim() === "") return null;
  const [first] = missing;
  if (first !== undefined) return `Say ${ASKS[first]}.`;
  if (callbackAt === "" || outcome?.afterwards !== "callback") return null;
  const at = new Date(callbackAt);
  if (at <= now) return "That time has passed.";
  return timeZone !== null && !isSample && !isCallingHour(timeZone, at)
    ? "They can be called between 8 AM and 9 PM there."
    : null;
}
