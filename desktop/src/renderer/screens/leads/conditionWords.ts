import type { Condition } from "#shared/leadFilter";
import { countOf } from "../../format/formatCount.ts";
import { OPERATOR_LABELS } from "../../format/labels.ts";
import { fieldLabel } from "./fieldLabels.ts";
import type { Choices } from "./useChoices.ts";

/** A condition as a sentence: `State is any of CA, OR`, `Last called not in the last 30 days`. */
export function conditionWords({ field, operator, value }: Condition, choices: Choices): string {
  const label = fieldLabel(field);
  const shown = (each: string) =>
    choices[field]?.find((choice) => choice.value === each)?.label ?? each;
  if (value === undefined) return `${label} ${OPERATOR_LABELS[operator]}`;
  if (typeof value === "boolean") return value ? label : `Not: ${label}`;
  if (typeof value === "number" && operator.endsWith("within_days"))
    return `${label} ${operator === "within_days" ? "" : "not "}in the last ${countOf(value, "day")}`;
  const text = Array.isArray(value) ? value.map(shown).join(", ") : shown(String(value));
  return `${label} ${OPERATOR_LABELS[operator]} ${text}`;
}
