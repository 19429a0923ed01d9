import { useQuery } from "@tanstack/react-query";
import type { Outcome } from "#shared/outcomes";
import { queries } from "../api/queries.ts";

/** What is known of an outcome: at least what to call it. */
export type KnownOutcome = Pick<Outcome, "label"> &
  Partial<Pick<Outcome, "reached" | "afterwards">>;

/** What the organisation calls an outcome and what it means; by its key alone where it is no longer offered. */
export function useOutcome(key: string): KnownOutcome {
  const { data } = useQuery(queries.playbook);
  return findOutcome(data?.outcomes ?? [], key);
}

/** The same among outcomes that are at hand. */
export function findOutcome(outcomes: readonly Outcome[], key: string): KnownOutcome {
  return outcomes.find((outcome) => outcome.key === key) ?? { label: readable(key) };
}

/** `no_answer` as people read it: `No answer`. */
function readable(key: string): string {
  return (key.charAt(0).toUpperCase() + key.slice(1)).replaceAll("_", " ");
}
