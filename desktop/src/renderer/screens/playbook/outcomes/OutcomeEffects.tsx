import { useQuery } from "@tanstack/react-query";
import { unknownFields } from "#shared/fillFields";
import type { Outcome } from "#shared/outcomes";
import { queries } from "../../../api/queries.ts";
import { CheckField } from "../../../ui/CheckField.tsx";
import { NumberField } from "../../../ui/NumberField.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextArea } from "../../../ui/TextArea.tsx";
import { TextField } from "../../../ui/TextField.tsx";
import { FieldsHelp } from "../FieldsHelp.tsx";
import type { ProblemOf } from "./ProblemOf.ts";

/** What happens by itself after the call: another list, a task, a mail. */
export function OutcomeEffects({
  draft,
  problemOf,
  onChange,
}: {
  draft: Outcome;
  problemOf: ProblemOf;
  onChange: (changes: Partial<Outcome>) => void;
}) {
  const { data: lists = [] } = useQuery(queries.lists);
  // A list kept current by conditions takes nobody by hand.
  const fixed = lists.filter((list) => list.filter === null && !list.isSample);
  const unknown = [
    ...new Set(
      [
        draft.taskText,
        draft.mailSubject,
        draft.mailSubject === null ? null : draft.mailBody,
      ].flatMap((text) => unknownFields(text ?? "")),
    ),
  ];
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-medium">Does by itself</legend>
      <div className="flex flex-wrap items-center gap-3">
        <span>Moves the lead to</span>
        <Select
          label="List to move the lead to"
          className="w-60"
          value={draft.moveToListId ?? ""}
          choices={[
            { value: "", label: "No other list" },
            ...fixed.map((list) => ({ value: list.id, label: list.name })),
          ]}
          onChange={(listId) => onChange({ moveToListId: listId === "" ? null : listId })}
        />
      </div>
      <CheckField
        label="Adds a task for the rep"
        checked={draft.taskText !== null}
        onChange={(on) => onChange(on ? { taskText: "", taskInDays: 1 } : { taskText: null })}
      />
      {draft.taskText !== null && (
        <div className="ml-6.5 flex flex-wrap gap-4">
          <TextField
            label="Task"
            className="min-w-60 flex-1"
            maxLength={200}
            placeholder="Send {{first_name}} the prices"
            value={draft.taskText}
            problem={problemOf("taskText")}
            onChange={(event) => onChange({ taskText: event.currentTarget.value })}
          />
          <NumberField
            label="Days later"
            className="w-28"
            min={0}
            max={365}
            value={draft.taskInDays}
            problem={problemOf("taskInDays")}
            onChange={(taskInDays) => onChange({ taskInDays })}
          />
        </div>
      )}
      <CheckField
        label="Sends the lead a mail"
        note="Where the lead’s mail address is known."
        checked={draft.mailSubject !== null}
        onChange={(on) =>
          onChange(on ? { mailSubject: "", mailBody: draft.mailBody ?? "" } : { mailSubject: null })
        }
      />
      {draft.mailSubject !== null && (
        <div className="ml-6.5 flex flex-col gap-3">
          <TextField
            label="Subject"
            maxLength={200}
            value={draft.mailSubject}
            problem={problemOf("mailSubject")}
            onChange={(event) => onChange({ mailSubject: event.currentTarget.value })}
          />
          <TextArea
            label="Mail"
            rows={6}
            maxLength={10_000}
            value={draft.mailBody ?? ""}
            problem={problemOf("mailBody")}
            onChange={(event) => onChange({ mailBody: event.currentTarget.value })}
          />
        </div>
      )}
      {unknown.length > 0 && (
        <output className="ml-6.5 rounded-md bg-warn-soft px-3 py-2 text-small">
          Nothing stands for {unknown.map((field) => `{{${field}}}`).join(", ")}: there is no such
          field.
        </output>
      )}
      {(draft.taskText !== null || draft.mailSubject !== null) && <FieldsHelp />}
    </fieldset>
  );
}
