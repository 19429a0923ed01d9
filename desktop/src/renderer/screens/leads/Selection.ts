/** Which rows of the table are chosen: some by their ids, or all that match, loaded or not. */
export type Selection =
  | { readonly kind: "some"; readonly ids: ReadonlySet<string> }
  | { readonly kind: "all" };

export const NOTHING: Selection = { kind: "some", ids: new Set() };

export function isSelected(selection: Selection, id: string): boolean {
  return selection.kind === "all" || selection.ids.has(id);
}

/** Chooses one row or lets it go. From all that match only those in sight of `loaded` can be kept. */
export function toggle(selection: Selection, id: string, loaded: readonly string[]): Selection {
  const ids = new Set(selection.kind === "all" ? loaded : selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { kind: "some", ids };
}

/** Chooses every row between two, both included, beside what is chosen. */
export function addRange(
  selection: Selection,
  loaded: readonly string[],
  from: number,
  to: number,
): Selection {
  if (selection.kind === "all") return selection;
  const range = loaded.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { kind: "some", ids: new Set([...selection.ids, ...range]) };
}

/** How many rows are chosen; undefined while nobody knows how many match. */
export function sizeOf(selection: Selection, total: number | undefined): number | undefined {
  return selection.kind === "all" ? total : selection.ids.size;
}
