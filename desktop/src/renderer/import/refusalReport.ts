import { toCsv } from "../format/toCsv.ts";
import type { ReportedRow } from "./csvMessages.ts";
import type { Table } from "./readTable.ts";

/** The rows that were not taken as CSV: which row of the file and why, then the row as it stood there. */
export function refusalReport(
  table: Pick<Table, "headers" | "rows">,
  refused: readonly ReportedRow[],
): string {
  return toCsv(
    ["Row", "Reason", ...table.headers],
    refused.map(({ rowNumber, reason }) => {
      const cells = table.rows[rowNumber - 1] ?? [];
      return [String(rowNumber), reason, ...table.headers.map((_, column) => cells[column] ?? "")];
    }),
  );
}
