import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { LEAD_FIELDS } from "#shared/leads";
import { lineOfText } from "#shared/text";
import { queries } from "../../api/queries.ts";
import { PlanLimit } from "../../app/PlanLimit.tsx";
import { countOf } from "../../format/formatCount.ts";
import { LEAD_FIELD_LABELS } from "../../format/labels.ts";
import {
  resetImport,
  setColumnUse,
  setHeaded,
  startImport,
  type ImportState,
} from "../../import/importStore.ts";
import { missingUses, type ColumnUse } from "../../import/matchColumns.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { Page } from "../../ui/Page.tsx";
import { Select, type Choice } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { PreviewTable } from "./PreviewTable.tsx";

const CHOICES: readonly Choice<ColumnUse>[] = [
  ...LEAD_FIELDS.map((field) => ({ value: field, label: LEAD_FIELD_LABELS[field] })),
  { value: "custom", label: "Keep as custom field" },
  { value: "skip", label: "Leave out" },
];

/** The choice of a list that is not there yet. */
const NEW = "new";

const listNameSchema = lineOfText(120);

/** Shows what becomes of each column, lets a hand correct it, and starts. */
export function MatchColumns({ state }: { state: Extract<ImportState, { kind: "matching" }> }) {
  const { file, uses } = state;
  const [name, setName] = useState(file.fileName.replace(/\.[^.]+$/, "").slice(0, 120));
  const [problem, setProblem] = useState<string>();
  const [listId, setListId] = useState(NEW);
  const lists = useQuery(queries.lists);
  const fixed = (lists.data ?? []).filter((list) => list.filter === null && !list.isSample);
  const existing = fixed.find((list) => list.id === listId);
  const missing = missingUses(uses);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing.length > 0) return;
    if (existing) {
      const { leadCount } = existing;
      startImport({ listId, listName: existing.name, isNew: false, leadCount });
      return;
    }
    const parsed = listNameSchema.safeParse(name);
    setProblem(parsed.error?.issues[0]?.message);
    if (parsed.success)
      startImport({
        listId: crypto.randomUUID(),
        listName: parsed.data,
        isNew: true,
        leadCount: 0,
      });
  };

  return (
    <Page
      title="Check the columns"
      actions={
        <Button look="quiet" onClick={resetImport}>
          Another file
        </Button>
      }
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        <div className="flex flex-wrap items-start justify-between gap-4">
          <div className="flex w-full max-w-160 flex-wrap items-start gap-4">
            <div className="w-60">
              <label htmlFor="import-list" className="mb-1 block font-medium">
                Into
              </label>
              <Select
                id="import-list"
                label="Into"
                className="h-9 w-full"
                value={existing ? listId : NEW}
                choices={[
                  { value: NEW, label: "A new list" },
                  ...fixed.map((list) => ({ value: list.id, label: list.name })),
                ]}
                onChange={setListId}
              />
              <p className="mt-1 text-small text-ink-muted">
                {countOf(file.rowCount, "row")} in {file.fileName}
              </p>
            </div>
            {!existing && (
              <TextField
                className="min-w-60 flex-1"
                label="List name"
                value={name}
                maxLength={120}
                problem={problem}
                onChange={(event) => setName(event.currentTarget.value)}
              />
            )}
          </div>
          <div className="flex flex-col items-end gap-1 lg:pt-6">
            <Button type="submit" look="primary" disabled={missing.length > 0}>
              Import {countOf(file.rowCount, "row")}
            </Button>
            {missing.length > 0 && (
              <p role="alert" className="text-small text-danger">
                {missing.includes("phone") && "Say which column is the phone number. "}
                {missing.includes("name") && "Say which column is the name or the company."}
              </p>
            )}
          </div>
        </div>

        {!existing && <PlanLimit what="lists" used={lists.data?.length} />}
        <Card
          title="First rows, as they will be"
          aside={
            <label className="flex items-center gap-2 text-small text-ink-muted">
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={file.headed}
                onChange={(event) => setHeaded(event.currentTarget.checked)}
              />
              The first row names the columns
            </label>
          }
        >
          <PreviewTable file={file} uses={uses} />
        </Card>

        <Card
          title="Columns"
          aside={
            <Badge tone="accent">
              {uses.filter((use) => use !== "custom" && use !== "skip").length} of{" "}
              {file.headers.length} matched
            </Badge>
          }
        >
          <ul>
            {file.headers.map((header, column) => (
              <li
                key={header}
                className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_200px] items-center gap-4 border-b border-line px-4 py-1.5 last:border-0 max-sm:grid-cols-[minmax(0,1fr)_160px]"
              >
                <span className="truncate font-medium" title={header}>
                  {header}
                </span>
                <span className="truncate text-ink-muted max-sm:hidden">
                  {example(file.samples, column)}
                </span>
                <Select
                  label={`What ${header} is`}
                  value={uses[column] ?? "custom"}
                  choices={CHOICES}
                  onChange={(use) => setColumnUse(column, use)}
                  className={
                    uses[column] === "custom" || uses[column] === "skip" ? "text-ink-muted" : ""
                  }
                />
              </li>
            ))}
          </ul>
        </Card>
      </form>
    </Page>
  );
}

function example(samples: readonly (readonly string[])[], column: number): string {
  const filled = samples.map((row) => row[column]?.trim() ?? "").filter((cell) => cell !== "");
  return [...new Set(filled)].slice(0, 3).join(", ") || "(empty)";
}
