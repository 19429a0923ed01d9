import type { View } from "#shared/leads";
import { readSort, sortSchema, writeSort, type LeadsSearch } from "./leadsSearch.ts";

/** What a view keeps: columns, order, conditions. */
export type Look = Pick<View, "columns" | "sort" | "filter">;

/** The address that shows a view as it was saved. */
export function searchOfView(view: View): LeadsSearch {
  const sort = sortSchema.safeParse(view.sort);
  return {
    view: view.id,
    where: view.filter.length > 0 ? view.filter : undefined,
    sort: sort.success ? writeSort(sort.data) : undefined,
    columns: view.columns,
  };
}

/** Whether a view is what the table shows. */
export function viewHolds(view: View, look: Look): boolean {
  const plain = ({ columns, filter }: Look, sort: unknown) =>
    JSON.stringify([
      columns,
      sort,
      filter.map(({ field, operator, value }) => [field, operator, value]),
    ]);
  return plain(view, readSort(searchOfView(view).sort)) === plain(look, look.sort);
}
