import { useQuery } from "@tanstack/react-query";
import type { Outcome } from "#shared/outcomes";
import { queries } from "../api/queries.ts";

/** What the organisation calls an outcome and what it means; by its key alone where it is no longer offered. */
export function useOutcome(
  key: string,
): Pick<Outcome, "label"> & Partial<Pick<Outcome, "reached" | "afterwards">> {
  const { data } = useQuery({
    ...queries.playbook,
    select: (playbook) => playbook.outcomes.find((outcome) => outcome.key === key),
  });
  return data ?? { label: readable(key) };
}

/** `no_answer` as people read it: `No answer`. */
function readable(key: string): string {
  return (key.charAt(0).toUpperCase() + key.slice(1)).replaceAll("_", " ");
}
