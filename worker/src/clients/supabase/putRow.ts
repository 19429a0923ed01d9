import type { z } from "zod";
import type { Database } from "./database.ts";
import { parseRow, parseRows } from "./rows.ts";

/** A row under an id its writer chose. */
interface Put<S extends z.ZodType> {
  readonly table: string;
  readonly id: string;
  /** Columns that are written with a new row and stay. */
  readonly fixed: Readonly<Record<string, unknown>>;
  /** Columns that are written each time. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly columns: string;
  readonly row: S;
}

/**
 * Writes a row whole under its id, new or not: the same again changes nothing. Insert comes first, so
 * that two writes at once both end well.
 * @throws AppError `not_found` where the id is a row that the caller may not change
 */
export async function putRow<S extends z.ZodType>(db: Database, put: Put<S>): Promise<z.output<S>> {
  const { table, id, fixed, values, columns, row } = put;
  const inserted = await db
    .from(table)
    .upsert({ id, ...fixed, ...values }, { onConflict: "id", ignoreDuplicates: true })
    .select(columns);
  const [made] = parseRows(inserted, row);
  if (made !== undefined) return made;
  return parseRow(await db.from(table).update(values).eq("id", id).select(columns), row);
}
