import Papa from "papaparse";
import { decodeText } from "./decodeText.ts";
import { hasHeader } from "./hasHeader.ts";
import { knowsHeader } from "./matchColumns.ts";

/** A file as a table: the names of its columns, and its rows of data. */
export interface Table {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The encoding the bytes were read in. */
  readonly encoding: string;
  /** The first row of the table, as it stands in the file. */
  readonly first: readonly string[];
  /** Whether that row names the columns; if not, it is a row of data too. */
  readonly headed: boolean;
  /** Where the first row and those below it stand in the sheet, counted from 1 as spreadsheets do. */
  readonly places: readonly number[];
}

/** Where a row of data stands in the sheet, counted from 1. */
export function placeInSheet({ places, headed }: Table, index: number): number {
  return places[index + (headed ? 1 : 0)] ?? index + 1;
}

/** The largest file that is read (bytes). A larger one would not fit into the memory of small computers. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;
/** The most rows, as in importRowSchema. */
export const MAX_ROWS = 1_000_000;

/** Why a file gives no table. */
export type TableProblem = "empty" | "no_rows" | "not_text" | "too_large" | "too_many_rows";

/** Reads the bytes of a CSV or TSV file: its encoding, its delimiter and whether it has a header row are found out. */
export function readTable(bytes: Uint8Array): Table | TableProblem {
  if (bytes.length === 0) return "empty";
  const { text, encoding } = decodeText(bytes);
  if (text.includes("\u0000")) return "not_text";
  // Excel says the delimiter so, in a line of its own.
  const said = /^sep=(.)\r?\n/.exec(text);
  const parsed = Papa.parse<string[]>(said ? text.slice(said[0].length) : text, {
    delimiter: said?.[1] ?? "",
  });
  const filled = parsed.data.flatMap((row, index) =>
    row.some((cell) => cell.trim() !== "") ? [{ row, place: index + 1 }] : [],
  );
  const below = filled.slice(countTitles(filled.map(({ row }) => row)));
  const data = below.map(({ row }) => row);
  const [first, ...rest] = data;
  if (!first) return "empty";
  const headed = hasHeader(first, rest);
  if (headed && rest.length === 0) return "no_rows";
  if (data.length > MAX_ROWS) return "too_many_rows";
  const width = data.reduce((most, row) => Math.max(most, row.length), 0);
  return {
    headers: nameColumns(headed ? first : [], width),
    rows: headed ? rest : data,
    encoding,
    first,
    headed,
    places: below.map(({ place }) => place),
  };
}

/** How far down the names of the columns are looked for (rows). */
const TITLE_ROWS = 10;

/** How many rows a sheet has above the names of its columns: a heading, a date, and nothing beside them. */
function countTitles(rows: readonly (readonly string[])[]): number {
  const names = rows
    .slice(0, TITLE_ROWS)
    .findIndex((row) => row.filter((cell) => knowsHeader(cell)).length > 1);
  const above = rows.slice(0, Math.max(0, names));
  return above.every((row) => row.filter((cell) => cell.trim() !== "").length <= 2)
    ? above.length
    : 0;
}

/** The same table with its first row taken as the names of the columns, or as data. */
export function withHeader(table: Table, headed: boolean): Table {
  if (headed === table.headed) return table;
  return {
    ...table,
    headed,
    headers: nameColumns(headed ? table.first : [], table.headers.length),
    rows: headed ? table.rows.slice(1) : [table.first, ...table.rows],
  };
}

/** One name for each column: a lone one is numbered, a second of the same name too, none is longer than a custom field's may be. */
function nameColumns(headers: readonly string[], width: number): string[] {
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, column) => {
    const plain =
      (headers[column] ?? "")
        .replace(/\p{Cc}+/gu, " ")
        .trim()
        .slice(0, 90)
        .toWellFormed() || `Column ${column + 1}`;
    let name = plain;
    for (let count = 2; taken.has(name); count += 1) name = `${plain} (${count})`;
    taken.add(name);
    return name;
  });
}
