import type { LeadList } from "#shared/leads";

/** The list with the most left to call: the one to start with. Undefined where all are called. */
export function listToStart(lists: readonly LeadList[]): LeadList | undefined {
  return lists
    .filter((list) => list.remainingCount > 0)
    .toSorted((a, b) => b.remainingCount - a.remainingCount)[0];
}
