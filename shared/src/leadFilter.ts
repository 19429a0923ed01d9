import { z } from "zod";
import { freeText } from "./text.ts";

/** The kinds of field that a filter or an order of leads can name, and what may be asked of each kind. */
const OPERATORS = {
  text: ["is", "is_not", "contains", "starts_with", "any_of", "empty", "not_empty"],
  choice: ["is", "is_not", "any_of", "empty", "not_empty"],
  number: ["is", "at_least", "at_most"],
  time: ["within_days", "not_within_days", "empty", "not_empty"],
  flag: ["is"],
} as const;
export type FieldKind = keyof typeof OPERATORS;
export type FilterOperator = (typeof OPERATORS)[FieldKind][number];

/** Every field of a lead that can be filtered by, with its kind. Custom fields are `custom.<name>`, texts. */
export const FILTER_FIELDS = {
  name: "text",
  title: "text",
  company: "text",
  phone: "text",
  email: "text",
  address: "text",
  city: "text",
  state: "text",
  postalCode: "text",
  timeZone: "choice",
  ownerId: "choice",
  lastOutcome: "choice",
  dialState: "choice",
  consent: "choice",
  score: "number",
  attemptCount: "number",
  lastCalledAt: "time",
  createdAt: "time",
  doNotCall: "flag",
} as const satisfies Record<string, FieldKind>;

/** Fields a table of leads can be put in order by. */
export const SORT_FIELDS = [
  "name",
  "company",
  "city",
  "state",
  "score",
  "attemptCount",
  "lastCalledAt",
  "createdAt",
] as const;
export const sortFieldSchema = z.enum(SORT_FIELDS);
export type SortField = z.infer<typeof sortFieldSchema>;

const CUSTOM = "custom.";

const KINDS: ReadonlyMap<string, FieldKind> = new Map(Object.entries(FILTER_FIELDS));

/** The kind of a field by its name, or undefined for one that is unknown. */
export function kindOf(field: string): FieldKind | undefined {
  if (field.startsWith(CUSTOM) && field.length > CUSTOM.length) return "text";
  return KINDS.get(field);
}

/** What may be asked of a field of this kind. */
export function operatorsOf(kind: FieldKind): readonly FilterOperator[] {
  return OPERATORS[kind];
}

const valueOf = (operator: FilterOperator, kind: FieldKind): z.ZodType => {
  if (operator === "empty" || operator === "not_empty") return z.undefined();
  if (operator === "any_of") return z.array(freeText(200)).min(1).max(100);
  if (operator === "within_days" || operator === "not_within_days") return z.int().min(0).max(3650);
  if (kind === "number") return z.int().min(-1_000_000).max(1_000_000);
  return kind === "flag" ? z.boolean() : freeText(200);
};

/**
 * One condition: `{field: "state", operator: "any_of", value: ["CA", "OR"]}`. Texts are compared
 * without regard to case. `within_days` 7: in the last seven days; `not_within_days` 7: longer ago, or never.
 */
export const conditionSchema = z
  .strictObject({
    field: freeText(120),
    operator: z.enum([...new Set(Object.values(OPERATORS).flat())]),
    value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).optional(),
  })
  .superRefine((condition, context) => {
    const kind = kindOf(condition.field);
    const problem =
      kind === undefined
        ? { path: ["field"], message: "is not a field of leads" }
        : !operatorsOf(kind).includes(condition.operator)
          ? { path: ["operator"], message: `does not fit the field ${condition.field}` }
          : !valueOf(condition.operator, kind).safeParse(condition.value).success
            ? { path: ["value"], message: `does not fit ${condition.operator}` }
            : undefined;
    if (problem) context.addIssue({ code: "custom", ...problem });
  });
export type Condition = z.infer<typeof conditionSchema>;

/** Conditions that all hold; none: every lead. */
export const leadFilterSchema = z.array(conditionSchema).max(20, "must have at most 20 conditions");
export type LeadFilter = z.infer<typeof leadFilterSchema>;
