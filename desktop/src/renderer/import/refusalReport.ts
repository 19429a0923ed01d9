import { toCsv } from "../format/toCsv.ts";
import type { ReportedRow } from "./csvMessages.ts";
import { placeInSheet, type Table } from "./readTable.ts";
import { REPORT_HEADERS } from "./reportHeaders.ts";

/** The rows that were not taken as CSV: which row of the file and why, then the row as it stood there. */
export function refusalReport(table: Table, refused: readonly ReportedRow[]): string {
  return toCsv(
    [...REPORT_HEADERS, ...table.headers],
    refused.map(({ rowNumber, reason }) => {
      const cells = table.rows[rowNumber - 1] ?? [];
      const place = String(placeInSheet(table, rowNumber - 1));
      return [place, reason, ...table.headers.map((_, column) => cells[column] ?? "")];
    }),
  );
}
