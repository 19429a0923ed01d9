import type { LeadList } from "#shared/leads";

/** Lists in the order in which to dial them: most callable now first, then most left; practice comes last. */
export function orderLists(lists: readonly LeadList[]): LeadList[] {
  return lists.toSorted(
    (a, b) =>
      Number(a.isSample) - Number(b.isSample) ||
      b.callableCount - a.callableCount ||
      b.remainingCount - a.remainingCount,
  );
}

/** The list to start with. Undefined where all are called. */
export function listToStart(lists: readonly LeadList[]): LeadList | undefined {
  return orderLists(lists).find((list) => list.remainingCount > 0);
}
