import type { ImportRow } from "#shared/leads";
import type { ColumnUse } from "./matchColumns.ts";
import type { TableProblem } from "./readTable.ts";

/** What the page asks of the worker that holds the file. */
export type CsvQuestion =
  | { readonly kind: "open"; readonly file: File }
  | { readonly kind: "slice"; readonly uses: readonly ColumnUse[]; readonly from: number };

/** What it answers, one answer a question, in order. */
export type CsvAnswer =
  | {
      readonly kind: "opened";
      readonly headers: readonly string[];
      readonly samples: readonly (readonly string[])[];
      readonly rowCount: number;
      readonly encoding: string;
    }
  | { readonly kind: "problem"; readonly problem: TableProblem }
  | { readonly kind: "sliced"; readonly rows: readonly ImportRow[]; readonly next: number };
