import Papa from "papaparse";
import { REFUSAL_LABELS } from "../format/labels.ts";
import type { RefusedRow } from "./importStore.ts";

/** The rows that were not taken, as a CSV file with the reason for each. */
export function refusalReport(refused: readonly RefusedRow[]): string {
  return Papa.unparse(
    refused.map((row) => ({
      Row: row.rowNumber,
      Who: row.who,
      Phone: row.phone,
      Reason: REFUSAL_LABELS[row.reason],
    })),
    // A cell of a stranger's file must not become a formula in a spreadsheet.
    { escapeFormulae: true },
  );
}

/** Hands the report to the browser as a download. */
export function downloadReport(listName: string, refused: readonly RefusedRow[]): void {
  const address = URL.createObjectURL(
    new Blob(["\ufeff", refusalReport(refused)], { type: "text/csv" }),
  );
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = `${listName.replace(/[\\/:*?"<>|]/g, " ").trim()} - not imported.csv`;
  anchor.click();
  URL.revokeObjectURL(address);
}
