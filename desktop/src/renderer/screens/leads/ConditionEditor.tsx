import { useId, useState, type FormEvent } from "react";
import {
  conditionSchema,
  FILTER_FIELDS,
  kindOf,
  operatorsOf,
  type Condition,
  type FilterOperator,
} from "#shared/leadFilter";
import { OPERATOR_LABELS } from "../../format/labels.ts";
import { readState } from "#shared/states";
import { Button } from "../../ui/Button.tsx";
import { inputClass } from "../../ui/inputClass.ts";
import { Select } from "../../ui/Select.tsx";
import { fieldLabel } from "./fieldLabels.ts";
import type { Choices } from "./useChoices.ts";

/** Makes one condition, or changes one: a field, what is asked of it, and the value. */
export function ConditionEditor({
  before,
  customFields,
  choices,
  onDone,
}: {
  before?: Condition;
  customFields: readonly string[];
  choices: Choices;
  onDone: (condition: Condition) => void;
}) {
  const id = useId();
  const [field, setField] = useState(before?.field ?? "state");
  const [operator, setOperator] = useState<FilterOperator>(before?.operator ?? "is");
  const [typed, setTyped] = useState(() => asTyped(before?.value));
  const [problem, setProblem] = useState("");
  const kind = kindOf(field) ?? "text";
  const offered = choices[field] ?? [];

  const changeField = (next: string) => {
    const nextKind = kindOf(next) ?? "text";
    setField(next);
    setTyped([]);
    setProblem("");
    const fitting = operatorsOf(nextKind);
    if (!fitting.includes(operator) || nextKind !== kind) setOperator(fitting[0] ?? "is");
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // It may stand, as React sees it, within the form of a list, which is not to be sent by this.
    event.stopPropagation();
    const value = namesRead(field, valueOf(operator, kind, typed));
    const parsed = conditionSchema.safeParse({
      field,
      operator,
      ...(value === undefined ? {} : { value }),
    });
    const empty = value === "" || (Array.isArray(value) && value.length === 0);
    if (parsed.success && !empty) onDone(parsed.data);
    else
      setProblem(kind === "number" || kind === "time" ? "Give a whole number." : "Give a value.");
  };

  return (
    <form noValidate className="flex flex-col gap-2" onSubmit={submit}>
      <Select
        label="Field"
        className="w-full"
        value={field}
        choices={[
          ...Object.keys(FILTER_FIELDS),
          ...customFields.map((name) => `custom.${name}`),
        ].map((value) => ({ value, label: fieldLabel(value) }))}
        onChange={changeField}
      />
      {kind !== "flag" && (
        <Select
          label="Condition"
          className="w-full"
          value={operator}
          choices={operatorsOf(kind).map((value) => ({ value, label: OPERATOR_LABELS[value] }))}
          onChange={setOperator}
        />
      )}
      {kind === "flag" ? (
        <Select
          label="Value"
          className="w-full"
          value={typed[0] ?? "true"}
          choices={[
            { value: "true", label: "Yes" },
            { value: "false", label: "No" },
          ]}
          onChange={(value) => setTyped([value])}
        />
      ) : operator === "empty" || operator === "not_empty" ? null : kind === "choice" ? (
        operator === "any_of" ? (
          <fieldset className="max-h-48 overflow-y-auto rounded-md border border-line p-2">
            <legend className="sr-only">Values</legend>
            {offered.map(({ value, label }) => (
              <label key={value} className="flex items-center gap-2 py-0.5">
                <input
                  type="checkbox"
                  className="size-4 accent-accent"
                  checked={typed.includes(value)}
                  onChange={() =>
                    setTyped(
                      typed.includes(value)
                        ? typed.filter((each) => each !== value)
                        : [...typed, value],
                    )
                  }
                />
                {label}
              </label>
            ))}
          </fieldset>
        ) : (
          <Select
            label="Value"
            className="w-full"
            value={typed[0] ?? ""}
            choices={offered}
            onChange={(value) => setTyped([value])}
          />
        )
      ) : (
        <input
          aria-label="Value"
          aria-describedby={operator === "any_of" ? `${id}-hint` : undefined}
          inputMode={kind === "text" ? "text" : "numeric"}
          className={`${inputClass} h-8`}
          placeholder={kind === "time" ? "Days" : ""}
          maxLength={500}
          value={typed.join(", ")}
          onChange={(event) => setTyped([event.currentTarget.value])}
        />
      )}
      {kind === "text" && operator === "any_of" && (
        <p id={`${id}-hint`} className="text-small text-ink-muted">
          Separate several by commas.
        </p>
      )}
      {problem !== "" && (
        <p role="alert" className="text-small text-danger">
          {problem}
        </p>
      )}
      <Button type="submit" look="primary" className="self-end">
        {before ? "Change" : "Add"}
      </Button>
    </form>
  );
}

/** States by their names are those that leads keep by their codes. */
function namesRead(field: string, value: Condition["value"]): Condition["value"] {
  if (field !== "state") return value;
  const code = (text: string) => readState(text) ?? text;
  if (Array.isArray(value)) return value.map(code);
  return typeof value === "string" ? code(value) : value;
}

function asTyped(value: Condition["value"]): readonly string[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [String(value)];
}

function valueOf(
  operator: FilterOperator,
  kind: NonNullable<ReturnType<typeof kindOf>>,
  typed: readonly string[],
): Condition["value"] {
  if (operator === "empty" || operator === "not_empty") return undefined;
  if (kind === "flag") return (typed[0] ?? "true") === "true";
  if (operator === "any_of")
    return kind === "choice"
      ? [...typed]
      : typed.flatMap((text) => text.split(",").map((each) => each.trim())).filter(Boolean);
  const text = (typed[0] ?? "").trim();
  // No number at all stays text, which the schema refuses.
  return kind === "text" || kind === "choice" || text === "" ? text : Number(text);
}
