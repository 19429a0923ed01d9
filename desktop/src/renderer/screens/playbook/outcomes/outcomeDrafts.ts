import type { FieldProblem } from "#shared/errors";
import { outcomesSchema, type Outcome } from "#shared/outcomes";

const NEW = "new:";

/** A new outcome has no key of its own until it is saved. */
export function isNew(outcome: Outcome): boolean {
  return outcome.key.startsWith(NEW);
}

/** A new outcome: tried again tomorrow, which does no harm. `id` tells it from other new ones. */
export function newOutcome(id: string): Outcome {
  return {
    key: NEW + id,
    label: "",
    reached: false,
    afterwards: "again",
    retryAfterMinutes: 1_440,
    maxAttempts: 6,
    requiresNextStep: false,
    requiresReason: false,
    reasons: [],
    moveToListId: null,
    taskText: null,
    taskInDays: null,
    mailSubject: null,
    mailBody: null,
  };
}

/** What is saved: new outcomes get their keys from their labels, and what does not apply is left out. */
export function toSaved(drafts: readonly Outcome[]): Outcome[] {
  const keys = new Set(drafts.map((draft) => draft.key));
  return drafts.map((outcome) => {
    const key = isNew(outcome) ? newKey(outcome.label, keys) : outcome.key;
    keys.add(key);
    const again = outcome.afterwards === "again";
    return {
      ...outcome,
      key,
      retryAfterMinutes: again ? outcome.retryAfterMinutes : null,
      maxAttempts: again ? outcome.maxAttempts : null,
      reasons: outcome.requiresReason
        ? [...new Set(outcome.reasons.map((reason) => reason.trim()))].filter(Boolean)
        : [],
      taskInDays: outcome.taskText === null ? null : outcome.taskInDays,
      mailBody: outcome.mailSubject === null ? null : outcome.mailBody,
    };
  });
}

function newKey(label: string, taken: ReadonlySet<string>): string {
  const slug = label
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, 36);
  const base = slug === "" ? "outcome" : slug;
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? base : `${base}_${number}`;
    if (!taken.has(key)) return key;
  }
}

/** What is wrong with outcomes as they stand, in the form in which the Worker says it. */
export function problemsOf(outcomes: readonly Outcome[]): FieldProblem[] {
  const parsed = outcomesSchema.safeParse(outcomes);
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) => ({
    path: ["outcomes", ...path.map(String)].join("."),
    message,
  }));
}
