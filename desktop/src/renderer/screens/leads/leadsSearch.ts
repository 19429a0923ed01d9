import { z } from "zod";
import { leadFilterSchema, SORT_FIELDS, sortFieldSchema } from "#shared/leadFilter";

const sortKeys = [...SORT_FIELDS, ...SORT_FIELDS.map((field) => `-${field}` as const)] as const;

/** What the address of the table of leads holds: all that makes it look as it does. */
export const leadsSearchSchema = z.object({
  q: z.string().max(100).optional().catch(undefined),
  list: z.uuid().optional().catch(undefined),
  where: leadFilterSchema.optional().catch(undefined),
  /** A field, with `-` before it where the highest comes first. */
  sort: z.enum(sortKeys).optional().catch(undefined),
  columns: z.array(z.string().max(120)).min(1).max(40).optional().catch(undefined),
  /** The saved view that it began with. */
  view: z.uuid().optional().catch(undefined),
  /** The form for a lead by hand is open. */
  add: z.boolean().optional().catch(undefined),
});
export type LeadsSearch = z.infer<typeof leadsSearchSchema>;

export const sortSchema = z.object({ field: sortFieldSchema, descending: z.boolean() });
export type Sort = Readonly<z.infer<typeof sortSchema>>;

/** `-score` as the order it means; by name where nothing is said. */
export function readSort(key: LeadsSearch["sort"]): Sort {
  const descending = key?.startsWith("-") ?? false;
  const name = descending ? key?.slice(1) : key;
  return { field: SORT_FIELDS.find((field) => field === name) ?? "name", descending };
}

/** The order as the address says it; nothing for the usual one. */
export function writeSort({ field, descending }: Sort): LeadsSearch["sort"] {
  if (field === "name" && !descending) return undefined;
  return descending ? `-${field}` : field;
}

let last: LeadsSearch = {};

/** Keeps how the table looked, for the way back to it from a lead. */
export function rememberSearch(search: LeadsSearch): void {
  last = { ...search, add: undefined };
}

export function lastSearch(): LeadsSearch {
  return last;
}
