import { analyse } from "chardet";
import Papa from "papaparse";

/** A file as a table: its header row, and the rows of data below it. */
export interface Table {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The encoding the bytes were read in. */
  readonly encoding: string;
}

/** How much of a file is looked at to tell its encoding (bytes). */
const LOOK_BYTES = 256 * 1024;

/**
 * Encodings that a guess is believed about. Among the Latin ones a short file tells too little to
 * guess, and what spreadsheets write here is Windows-1252.
 */
const OTHER_SCRIPTS: ReadonlySet<string> = new Set([
  "UTF-16LE",
  "UTF-16BE",
  "Shift_JIS",
  "EUC-JP",
  "EUC-KR",
  "Big5",
  "GB18030",
  "windows-1251",
  "KOI8-R",
]);
/** From which confidence on (percent). */
const SURE = 40;

/** Why a file gives no table. */
export type TableProblem = "empty" | "no_rows" | "not_text";

/** Reads the bytes of a CSV or TSV file: its encoding and its delimiter are found out. */
export function readTable(bytes: Uint8Array): Table | TableProblem {
  if (bytes.length === 0) return "empty";
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  if (text.includes("\u0000")) return "not_text";
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: "greedy" });
  const [first, ...rows] = data;
  if (!first) return "empty";
  if (rows.length === 0) return "no_rows";
  const width = rows.reduce((most, row) => Math.max(most, row.length), first.length);
  return { headers: nameColumns(first, width), rows, encoding };
}

function encodingOf(bytes: Uint8Array): string {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    // Not UTF-8: what the bytes look like decides.
  }
  const guess = analyse(bytes.subarray(0, LOOK_BYTES))[0];
  if (!guess || guess.confidence < SURE || !OTHER_SCRIPTS.has(guess.name)) return "windows-1252";
  return new TextDecoder(guess.name).encoding;
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
