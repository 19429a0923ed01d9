import { useEffect, useRef } from "react";
import type { AFTERWARDS, Outcome } from "#shared/outcomes";
import { CheckField } from "../../../ui/CheckField.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextArea } from "../../../ui/TextArea.tsx";
import { TextField } from "../../../ui/TextField.tsx";
import { isNew } from "./outcomeDrafts.ts";
import { OutcomeEffects } from "./OutcomeEffects.tsx";
import type { ProblemOf } from "./ProblemOf.ts";
import { RetryFields } from "./RetryFields.tsx";

const THEN: readonly { value: (typeof AFTERWARDS)[number]; label: string; note: string }[] = [
  { value: "again", label: "Try again", note: "After a while, until the attempts are used up" },
  { value: "finished", label: "The lead is done", note: "Not called again by itself" },
  { value: "callback", label: "Call back", note: "The rep agrees on a time; it comes first then" },
  { value: "never", label: "Never again", note: "The number goes on the do-not-call list" },
];

/** Everything about one outcome: its name, what becomes of the lead, what it asks, what it does. */
export function OutcomeFields({
  draft,
  problemOf,
  onChange,
}: {
  draft: Outcome;
  problemOf: ProblemOf;
  onChange: (changes: Partial<Outcome>) => void;
}) {
  const name = useRef<HTMLInputElement>(null);
  const nameless = isNew(draft);
  useEffect(() => {
    if (nameless) name.current?.focus();
  }, [nameless]);
  return (
    <div className="flex flex-col gap-5 border-t border-line bg-canvas px-4 py-4 sm:pl-14">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Name"
          value={draft.label}
          maxLength={40}
          ref={name}
          problem={problemOf("label")}
          onChange={(event) => onChange({ label: event.currentTarget.value })}
        />
        <div>
          <p className="mb-1 font-medium">Then</p>
          <Select
            label="What becomes of the lead"
            className="h-9 w-full"
            value={draft.afterwards}
            choices={THEN}
            onChange={(afterwards) =>
              onChange({
                afterwards,
                retryAfterMinutes: draft.retryAfterMinutes ?? 1_440,
                maxAttempts: draft.maxAttempts ?? 6,
              })
            }
          />
        </div>
      </div>
      {draft.afterwards === "again" && (
        <RetryFields draft={draft} problemOf={problemOf} onChange={onChange} />
      )}
      <CheckField
        label="A person was reached"
        note="Counts as reached in everyone’s numbers."
        checked={draft.reached}
        onChange={(reached) => onChange({ reached })}
      />
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 font-medium">Asks</legend>
        <CheckField
          label="The next step is required"
          note="The rep says what comes next, and when."
          checked={draft.requiresNextStep}
          onChange={(requiresNextStep) => onChange({ requiresNextStep })}
        />
        <CheckField
          label="A reason is required"
          checked={draft.requiresReason}
          onChange={(requiresReason) => onChange({ requiresReason })}
        />
        {draft.requiresReason && (
          <TextArea
            label="Reasons to choose from"
            className="ml-6.5"
            rows={3}
            value={draft.reasons.join("\n")}
            problem={problemOf("reasons")}
            hint="One a line, up to 20. Any other reason can be typed."
            onChange={(event) => onChange({ reasons: event.currentTarget.value.split("\n") })}
          />
        )}
      </fieldset>
      <OutcomeEffects draft={draft} problemOf={problemOf} onChange={onChange} />
    </div>
  );
}
