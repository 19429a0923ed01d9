import Papa from "papaparse";

/**
 * What a spreadsheet would run as a formula. Numbers with their sign, as telephone numbers are, run to
 * themselves, and stay as they are so that a file read in again is the same.
 */
const FORMULA = /^(?:[=@\t\r]|[+-](?![\d\s().]*$)).*$/s;

/** Rows as CSV (RFC 4180), in which no cell becomes a formula. */
export function toCsv(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return Papa.unparse(
    { fields: [...headings], data: rows.map((row) => [...row]) },
    { escapeFormulae: FORMULA },
  );
}
