/** Which rows of the table are chosen: some by their ids, or all that match, loaded or not, but a few. */
export type Selection =
  | { readonly kind: "some"; readonly ids: ReadonlySet<string> }
  | { readonly kind: "all"; readonly except: ReadonlySet<string> };

export const NOTHING: Selection = { kind: "some", ids: new Set() };
export const EVERYTHING: Selection = { kind: "all", except: new Set() };

/** How many may be let go of all that match, as leadSelectionSchema has it. */
const MOST_EXCEPT = 1_000;

export function isSelected(selection: Selection, id: string): boolean {
  return selection.kind === "all" ? !selection.except.has(id) : selection.ids.has(id);
}

/** Chooses one row or lets it go. */
export function toggle(selection: Selection, id: string): Selection {
  const ids = new Set(selection.kind === "all" ? selection.except : selection.ids);
  if (!ids.delete(id)) ids.add(id);
  if (selection.kind === "some") return { kind: "some", ids };
  return ids.size > MOST_EXCEPT ? selection : { kind: "all", except: ids };
}

/** Chooses the rows of a range beside what is chosen. */
export function addRange(selection: Selection, range: readonly string[]): Selection {
  if (selection.kind === "all") return selection;
  return { kind: "some", ids: new Set([...selection.ids, ...range]) };
}

/** How many rows are chosen; undefined while nobody knows how many match. */
export function sizeOf(selection: Selection, total: number | undefined): number | undefined {
  if (selection.kind === "some") return selection.ids.size;
  return total === undefined ? undefined : Math.max(0, total - selection.except.size);
}
