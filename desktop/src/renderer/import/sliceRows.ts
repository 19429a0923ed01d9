import { IMPORT_ROWS_PER_REQUEST, type ImportRow, type LeadField } from "#shared/leads";
import type { ColumnUse } from "./matchColumns.ts";
import { placeInSheet, type Table } from "./readTable.ts";

/** The longest texts that the import takes, as in importRowSchema; longer ones are cut. */
const FIELD_MAX = 1_000;
const CUSTOM_MAX = 2_000;

/** Below the 4 MiB that an import request may have, with room for its frame (bytes). */
const SLICE_MAX_BYTES = 3.5 * 1024 * 1024;

export interface Slice {
  readonly rows: readonly ImportRow[];
  /** Where each of them stands in the sheet. */
  readonly places: readonly number[];
  /** Index of the row after the slice. */
  readonly next: number;
}

/** The next rows of a table, from the row at index `from`, as many as one request carries. */
export function sliceRows(table: Table, uses: readonly ColumnUse[], from: number): Slice {
  const rows: ImportRow[] = [];
  const places: number[] = [];
  let bytes = 0;
  let next = from;
  while (next < table.rows.length && rows.length < IMPORT_ROWS_PER_REQUEST) {
    const row = toImportRow(table, uses, next);
    bytes += new TextEncoder().encode(JSON.stringify(row)).length + 1;
    if (rows.length > 0 && bytes > SLICE_MAX_BYTES) break;
    rows.push(row);
    places.push(placeInSheet(table, next));
    next += 1;
  }
  return { rows, places, next };
}

/** One row as the API takes it: cells by field, the rest by header, empty ones left out. */
export function toImportRow(
  table: Pick<Table, "headers" | "rows">,
  uses: readonly ColumnUse[],
  index: number,
): ImportRow {
  const fields: Partial<Record<LeadField, string>> = {};
  const custom: Record<string, string> = {};
  (table.rows[index] ?? []).forEach((cell, column) => {
    const use = uses[column] ?? "skip";
    if (use === "skip") return;
    const text = clean(cell);
    if (text === "") return;
    if (use === "custom") custom[table.headers[column] ?? ""] = cut(text, CUSTOM_MAX);
    else {
      const before = fields[use];
      const glue = use === "name" ? " " : ", ";
      fields[use] = cut(before === undefined ? text : before + glue + text, FIELD_MAX);
    }
  });
  return { rowNumber: index + 1, fields, custom };
}

/**
 * Without the control characters that exports drag along and no text of ours may hold, and without the
 * apostrophe that exports, ours among them, set before what a spreadsheet would take for a formula.
 */
function clean(cell: string): string {
  return cell
    .replace(/(?![\t\n\r])\p{Cc}/gu, "")
    .trim()
    .replace(/^'(?=[=+@-])/, "")
    .toWellFormed();
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : text.slice(0, max).toWellFormed();
}
