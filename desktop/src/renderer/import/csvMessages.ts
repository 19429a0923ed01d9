import type { ColumnUse } from "./matchColumns.ts";
import type { TableProblem } from "./readTable.ts";
import type { Slice } from "./sliceRows.ts";

/** A row that was not taken and the words for why. */
export interface ReportedRow {
  readonly rowNumber: number;
  readonly reason: string;
}

/** What the page asks of the worker that holds the file. */
export type CsvQuestion =
  | { readonly kind: "open"; readonly file: File }
  /** Takes the first row as names of columns, or as data. */
  | { readonly kind: "setHeaded"; readonly headed: boolean }
  | { readonly kind: "slice"; readonly uses: readonly ColumnUse[]; readonly from: number }
  | { readonly kind: "report"; readonly refused: readonly ReportedRow[] };

/** What it answers, one answer a question, in order. */
export type CsvAnswer =
  | {
      readonly kind: "opened";
      readonly headers: readonly string[];
      readonly samples: readonly (readonly string[])[];
      readonly rowCount: number;
      readonly encoding: string;
      readonly headed: boolean;
    }
  | { readonly kind: "problem"; readonly problem: TableProblem }
  | ({ readonly kind: "sliced" } & Slice)
  | { readonly kind: "reported"; readonly csv: string };
