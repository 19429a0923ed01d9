import { AppError } from "#shared/errors";
import { timestamp } from "#shared/text";
import { z } from "zod";

const cursorSchema = z.tuple([timestamp, z.uuid()]);

/** Where a page ended: the moment and the id of its last row. Pages run newest first, ids upwards. */
export type PageCursor = z.infer<typeof cursorSchema>;

/** A cursor as the text that travels. */
export function writeCursor(cursor: PageCursor): string {
  return btoa(JSON.stringify(cursor));
}

/** Reads a cursor that `writeCursor` made. @throws AppError `invalid_input` */
export function readCursor(text: string): PageCursor {
  try {
    return cursorSchema.parse(JSON.parse(atob(text)));
  } catch (error) {
    throw new AppError("invalid_input", "cursor: is not one of ours", {
      cause: error,
      fields: [{ path: "cursor", message: "is not one of ours" }],
    });
  }
}

/**
 * PostgREST's condition for the rows after a cursor.
 * @param column the moment's column; the tie-breaker is `id`
 */
export function afterCursor(column: string, [moment, id]: PageCursor): string {
  return `${column}.lt."${moment}",and(${column}.eq."${moment}",id.gt.${id})`;
}

/** Cuts the one row that was asked for beyond the page, and tells where the next page starts. */
export function cutPage<T extends { id: string }>(
  rows: T[],
  limit: number,
  moment: (row: T) => string,
): { page: T[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { page, nextCursor: more ? writeCursor([moment(last), last.id]) : null };
}
