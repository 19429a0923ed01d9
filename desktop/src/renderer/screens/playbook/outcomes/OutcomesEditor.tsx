import { Plus } from "lucide-react";
import { useState } from "react";
import { AppError } from "#shared/errors";
import { MOST_OUTCOMES, type Outcome } from "#shared/outcomes";
import type { Playbook } from "#shared/playbook";
import { callApi } from "../../../api/callApi.ts";
import { Button } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { LeaveGuard } from "../LeaveGuard.tsx";
import { useSave } from "../useSave.ts";
import { WithPlaybook } from "../WithPlaybook.tsx";
import { newOutcome, problemsOf, toSaved } from "./outcomeDrafts.ts";
import { OutcomeRow } from "./OutcomeRow.tsx";

/** The ways a call can end, in the order of their keys: what each asks and what it does. Saved all at once. */
export function OutcomesEditor() {
  return <WithPlaybook>{(playbook) => <Editor playbook={playbook} />}</WithPlaybook>;
}

function Editor({ playbook }: { playbook: Playbook }) {
  const [saved, setSaved] = useState<readonly Outcome[]>(playbook.outcomes);
  const [drafts, setDrafts] = useState(saved);
  const [openKey, setOpenKey] = useState<string | null>(null);
  const [judged, setJudged] = useState(false);
  const outcomes = toSaved(drafts);
  const dirty = JSON.stringify(outcomes) !== JSON.stringify(toSaved(saved));

  const save = useSave(
    (body: { outcomes: Outcome[] }) => callApi("saveOutcomes", { body }),
    (answer) => {
      setSaved(answer.outcomes);
      setDrafts(answer.outcomes);
      setJudged(false);
    },
    "Saved: every rep has them from their next call",
  );
  const refused = save.error instanceof AppError ? (save.error.fields ?? []) : [];
  const problems = judged ? [...problemsOf(outcomes), ...refused] : [];
  const general = problems.find(({ path }) => !/^outcomes\.\d/.test(path));

  const change = (key: string, changes: Partial<Outcome>) => {
    save.reset();
    setDrafts(drafts.map((draft) => (draft.key === key ? { ...draft, ...changes } : draft)));
  };
  const move = (from: number, by: -1 | 1) => {
    const moved = drafts[from];
    if (moved) setDrafts(drafts.toSpliced(from, 1).toSpliced(from + by, 0, moved));
  };
  const submit = () => {
    setJudged(true);
    const wrong = problemsOf(outcomes);
    if (wrong.length === 0) save.mutate({ outcomes });
    else setOpenKey(drafts[Number(wrong[0]?.path.split(".")[1])]?.key ?? openKey);
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <LeaveGuard dirty={dirty} />
      <Card
        title="How calls end"
        aside={
          <Button
            look="quiet"
            className="-mr-2 h-7"
            disabled={drafts.length >= MOST_OUTCOMES}
            onClick={() => {
              const added = newOutcome(crypto.randomUUID());
              setDrafts([...drafts, added]);
              setOpenKey(added.key);
            }}
          >
            <Plus aria-hidden size={14} /> Add an outcome
          </Button>
        }
      >
        <ol>
          {drafts.map((draft, index) => (
            <OutcomeRow
              key={draft.key}
              draft={draft}
              index={index}
              count={drafts.length}
              open={draft.key === openKey}
              problemOf={(field) =>
                problems.find(({ path }) => path.startsWith(`outcomes.${index}.${field}`))?.message
              }
              onToggle={() => setOpenKey(draft.key === openKey ? null : draft.key)}
              onChange={(changes) => change(draft.key, changes)}
              onMove={(by) => move(index, by)}
              onRemove={() => setDrafts(drafts.filter(({ key }) => key !== draft.key))}
            />
          ))}
        </ol>
        <div className="flex flex-wrap items-center gap-2 border-t border-line p-4">
          <Button type="submit" look="primary" busy={save.isPending} disabled={!dirty}>
            Save
          </Button>
          <Button disabled={!dirty || save.isPending} onClick={() => setDrafts(saved)}>
            Undo all
          </Button>
          <p className="min-w-0 flex-1 text-small text-ink-muted">
            {general
              ? `The list ${general.message}.`
              : problems.length > 0
                ? "Some fields need another look."
                : "An outcome that you take away stays with the calls that have it."}
          </p>
          {refused.length === 0 && <ErrorNotice error={save.error} className="w-full" />}
        </div>
      </Card>
    </form>
  );
}
