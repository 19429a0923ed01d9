import { useState } from "react";
import { AppError } from "#shared/errors";
import { dialSettingsSchema, type DialSettings } from "#shared/playbook";
import { callApi } from "../../api/callApi.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { LeaveGuard } from "./LeaveGuard.tsx";
import { useSave } from "./useSave.ts";
import { WithPlaybook } from "./WithPlaybook.tsx";

/** A rep's goals for a day, and the reasons offered for a pause. */
export function GoalsSettings() {
  return <WithPlaybook>{({ settings }) => <GoalsForm settings={settings} />}</WithPlaybook>;
}

function GoalsForm({ settings }: { settings: DialSettings }) {
  const [saved, setSaved] = useState(settings);
  const [draft, setDraft] = useState(settings);
  const given = {
    ...draft,
    pauseReasons: draft.pauseReasons.map((reason) => reason.trim()).filter(Boolean),
  };
  const dirty = JSON.stringify(given) !== JSON.stringify(saved);
  const save = useSave(
    (body: DialSettings) => callApi("saveDialSettings", { body }),
    (answer) => {
      setSaved(answer);
      setDraft(answer);
    },
  );
  const refused = save.error instanceof AppError ? (save.error.fields ?? []) : [];
  const parsed = dialSettingsSchema.safeParse(given);
  const wrong = parsed.success
    ? refused
    : parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  const problemOf = (field: keyof DialSettings) =>
    wrong.find(({ path }) => path.startsWith(field))?.message;
  const change = (changes: Partial<DialSettings>) => {
    save.reset();
    setDraft({ ...draft, ...changes });
  };
  return (
    <Card title="Goals and pauses">
      <LeaveGuard dirty={dirty} />
      <form
        noValidate
        className="flex flex-col gap-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (parsed.success) save.mutate(parsed.data);
        }}
      >
        <div className="flex flex-wrap gap-4">
          <NumberField
            label="Calls a day"
            className="w-40"
            placeholder="No goal"
            min={1}
            max={1_000}
            value={draft.callsPerDay}
            problem={problemOf("callsPerDay")}
            onChange={(callsPerDay) => change({ callsPerDay })}
          />
          <NumberField
            label="People reached a day"
            className="w-40"
            placeholder="No goal"
            min={1}
            max={1_000}
            value={draft.reachedPerDay}
            problem={problemOf("reachedPerDay")}
            onChange={(reachedPerDay) => change({ reachedPerDay })}
          />
        </div>
        <p className="text-small text-ink-muted">
          Each rep sees their own numbers against these on Today and in the dial session. Practice
          does not count.
        </p>
        <TextArea
          label="Reasons for a pause"
          rows={5}
          className="max-w-md"
          value={draft.pauseReasons.join("\n")}
          problem={problemOf("pauseReasons")}
          hint="One a line, up to 20."
          onChange={(event) => change({ pauseReasons: event.currentTarget.value.split("\n") })}
        />
        {refused.length === 0 && <ErrorNotice error={save.error} />}
        <div>
          <Button type="submit" look="primary" busy={save.isPending} disabled={!dirty}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}
