import type { Outcome } from "#shared/outcomes";

/** What is wrong with a field of an outcome, if anything is. */
export type ProblemOf = (field: keyof Outcome) => string | undefined;
