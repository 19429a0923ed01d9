import { AppError } from "#shared/errors";
import { z } from "zod";

/** The order in which pages run: by one column, then by `id` upwards. */
export interface PageOrder {
  readonly column: string;
  readonly ascending: boolean;
  /** What a value of the column looks like. */
  readonly key: z.ZodType<string>;
  /** What an id looks like that is no UUID. It goes into a condition as it is. */
  readonly id?: z.ZodType<string>;
}

/** Where a page ended: the ordering column's value and the id of its last row. */
export type PageCursor<K extends PageKey = PageKey> = readonly [key: K, id: string];

/** What rows can be put in order by. */
type PageKey = string | number | null;

/** A cursor as the text that travels. */
export function writeCursor(cursor: PageCursor): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(cursor))));
}

/** Reads a cursor that `writeCursor` made for an order by such a key. @throws AppError `invalid_input` */
export function readCursor<K extends PageKey>(
  order: { readonly key: z.ZodType<K>; readonly id?: z.ZodType<string> },
  text: string,
): PageCursor<K> {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const json = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
    return z.tuple([order.key, order.id ?? z.uuid()]).parse(JSON.parse(json));
  } catch (error) {
    throw new AppError("invalid_input", "cursor: is not one of ours", {
      cause: error,
      fields: [{ path: "cursor", message: "is not one of ours" }],
    });
  }
}

/** PostgREST's condition (for `or`) for the rows after a cursor. */
export function afterCursor(
  { column, ascending }: PageOrder,
  [key, id]: PageCursor<string>,
): string {
  const value = quoteValue(key);
  return `${column}.${ascending ? "gt" : "lt"}.${value},and(${column}.eq.${value},id.gt.${id})`;
}

/** A value quoted for PostgREST's `or`, whose own signs it may hold (docs.postgrest.org, "Reserved characters"). */
export function quoteValue(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

/** Cuts the one row that was asked for beyond the page, and tells where the next page starts. */
export function cutPage<T extends { id: string }>(
  rows: T[],
  limit: number,
  keyOf: (row: T) => PageKey,
): { page: T[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { page, nextCursor: more ? writeCursor([keyOf(last), last.id]) : null };
}
