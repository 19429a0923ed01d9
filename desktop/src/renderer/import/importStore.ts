import { create } from "zustand";
import { AppError } from "#shared/errors";
import type { ImportResult, RowRefusal } from "#shared/leads";
import { callApi } from "../api/callApi.ts";
import { useConnection } from "../api/connection.ts";
import { REFUSAL_LABELS } from "../format/labels.ts";
import { downloadCsv } from "../format/downloadCsv.ts";
import { CsvReader } from "./CsvReader.ts";
import type { CsvAnswer } from "./csvMessages.ts";
import { changeUse, matchColumns, type ColumnUse } from "./matchColumns.ts";
import { MAX_FILE_BYTES, MAX_ROWS, type TableProblem } from "./readTable.ts";
import { sendSlice } from "./sendSlice.ts";
import type { Slice } from "./sliceRows.ts";

/** The opened file, as far as the page knows it. */
export interface OpenedFile {
  readonly fileName: string;
  readonly headers: readonly string[];
  readonly samples: readonly (readonly string[])[];
  readonly rowCount: number;
  readonly encoding: string;
  readonly headed: boolean;
}

/** A row that was not taken, with what helps a person to recognise it. */
export interface RefusedRow {
  readonly rowNumber: number;
  /** Where it stands in the sheet, which has a row of names and may have empty ones. */
  readonly place: number;
  readonly reason: RowRefusal;
  /** The lead that is there already, where one may see it. */
  readonly leadId: string | null;
  readonly who: string;
  readonly phone: string;
}

/** The list that the rows go to: a new one, or one that is there. */
export interface ImportTarget {
  readonly listId: string;
  readonly listName: string;
  readonly isNew: boolean;
  /** How many leads stand in it. */
  readonly leadCount: number;
}

interface Run extends ImportTarget {
  readonly file: OpenedFile;
  readonly uses: readonly ColumnUse[];
  /** Index of the first row that has not been cut into a slice. */
  readonly next: number;
  /** Where slices begin that were cut and came to nothing. */
  readonly left: readonly number[];
  /** Rows that have been judged. */
  readonly sent: number;
  readonly added: number;
  readonly refused: readonly RefusedRow[];
  /** Since when rows are sent, and how many were before that: the pace. */
  readonly pace: { readonly sinceMs: number; readonly from: number };
}

/** An import from the choice of the file to its result. It lives on while other screens are open. */
export type ImportState =
  | { readonly kind: "choosing"; readonly problem: TableProblem | "unreadable" | null }
  | { readonly kind: "reading"; readonly fileName: string }
  | { readonly kind: "matching"; readonly file: OpenedFile; readonly uses: readonly ColumnUse[] }
  | ({ readonly kind: "running"; readonly cancelling: boolean } & Run)
  | ({ readonly kind: "stopped"; readonly error: unknown } & Run)
  | ({ readonly kind: "done"; readonly cancelled: boolean; readonly isGone: boolean } & Run);

/** How many slices are on their way at once: while one is written, the next one travels. */
const FLIGHTS = 3;

export const useImport = create<ImportState>(() => ({ kind: "choosing", problem: null }));

let reader: CsvReader | undefined;

// The rest of the file is only in this page.
const askBeforeLeaving = (event: BeforeUnloadEvent) => event.preventDefault();
useImport.subscribe(({ kind }) => {
  if (kind === "running" || kind === "stopped")
    window.addEventListener("beforeunload", askBeforeLeaving);
  else window.removeEventListener("beforeunload", askBeforeLeaving);
});

// What the network stopped goes on when it is back.
useConnection.subscribe(({ kind }) => {
  const state = useImport.getState();
  const isCutOff =
    state.kind === "stopped" && state.error instanceof AppError && state.error.code === "offline";
  if (kind === "online" && isCutOff) resumeImport();
});

/** Opens a file and matches its columns. */
export function openImport(file: File): void {
  if (useImport.getState().kind === "running") return;
  reader?.close();
  if (file.size > MAX_FILE_BYTES)
    useImport.setState({ kind: "choosing", problem: "too_large" }, true);
  else {
    reader = new CsvReader();
    useImport.setState({ kind: "reading", fileName: file.name }, true);
    void show(file.name, reader, reader.ask({ kind: "open", file }));
  }
}

/** Takes the first row as the names of the columns, or as data. */
export function setHeaded(headed: boolean): void {
  const state = useImport.getState();
  if (state.kind === "matching" && reader)
    void show(state.file.fileName, reader, reader.ask({ kind: "setHeaded", headed }));
}

async function show(fileName: string, own: CsvReader, asked: Promise<CsvAnswer>): Promise<void> {
  try {
    const answer = await asked;
    if (reader !== own) return;
    if (answer.kind === "opened") {
      const { kind: _, ...file } = answer;
      const uses = matchColumns(file.headers, file.samples, file.headed);
      useImport.setState({ kind: "matching", file: { ...file, fileName }, uses }, true);
    } else if (answer.kind === "problem")
      useImport.setState({ kind: "choosing", problem: answer.problem }, true);
  } catch {
    if (reader === own) useImport.setState({ kind: "choosing", problem: "unreadable" }, true);
  }
}

/** Corrects what becomes of one column. */
export function setColumnUse(column: number, use: ColumnUse): void {
  const state = useImport.getState();
  if (state.kind === "matching")
    useImport.setState({ ...state, uses: changeUse(state.uses, column, use) }, true);
}

/** Begins to send the rows. */
export function startImport(target: ImportTarget): void {
  const state = useImport.getState();
  if (state.kind !== "matching") return;
  const { file, uses } = state;
  void send({
    ...target,
    file,
    uses,
    next: 0,
    left: [],
    sent: 0,
    added: 0,
    refused: [],
    pace: { sinceMs: Date.now(), from: 0 },
  });
}

/** Goes on after a stop, with the slices that failed: rows that were taken already are not taken twice. */
export function resumeImport(): void {
  const state = useImport.getState();
  if (state.kind !== "stopped") return;
  const { kind: _, error: __, ...run } = state;
  void send({ ...run, pace: { sinceMs: Date.now(), from: run.sent } });
}

/** Ends the import after the slices that are on their way. What was added stays. */
export function cancelImport(): void {
  const state = useImport.getState();
  if (state.kind === "running") useImport.setState({ ...state, cancelling: true }, true);
  if (state.kind === "stopped") {
    const { kind: _, error: __, ...run } = state;
    void finish(run);
  }
}

/** Forgets the file, for the next one. */
export function resetImport(): void {
  reader?.close();
  reader = undefined;
  useImport.setState({ kind: "choosing", problem: null }, true);
}

/** Downloads the rows that were not taken, each with the reason and as it stands in the file. */
export async function downloadRefused(): Promise<void> {
  const state = useImport.getState();
  if (state.kind !== "done" || !reader) return;
  const refused = state.refused.map(({ rowNumber, reason }) => ({
    rowNumber,
    reason: REFUSAL_LABELS[reason],
  }));
  const answer = await reader.ask({ kind: "report", refused });
  if (answer.kind === "reported") downloadCsv(`${state.listName} - not imported`, [answer.csv]);
}

async function send(begun: Run): Promise<void> {
  const own = reader;
  let run = begun;
  const failures: unknown[] = [];
  const before = Math.min(run.leadCount, MAX_ROWS - run.file.rowCount);
  useImport.setState({ ...run, kind: "running", cancelling: false }, true);
  const cancelling = () => {
    const state = useImport.getState();
    return state.kind === "running" && state.cancelling;
  };
  const fly = async (from: number, slice: Slice) => {
    const { rows } = slice;
    try {
      const result = await sendSlice(run.listId, rows, before);
      run = {
        ...run,
        sent: run.sent + rows.length,
        added: run.added + result.added,
        refused: [...run.refused, ...describe(result, slice)],
      };
    } catch (error) {
      failures.push(error);
      run = { ...run, left: [...run.left, from] };
    }
    useImport.setState({ ...run, kind: "running", cancelling: cancelling() }, true);
  };
  const flights = new Set<Promise<void>>();
  try {
    if (!own) throw new Error("The file is not open any more");
    if (run.isNew) await callApi("createList", { body: { id: run.listId, name: run.listName } });
    while (failures.length === 0 && !cancelling()) {
      const [from = run.next, ...left] = run.left;
      if (from >= run.file.rowCount) break;
      const slice = await own.ask({ kind: "slice", uses: run.uses, from });
      if (slice.kind !== "sliced") throw new Error("The file is not open any more");
      run = { ...run, left, next: Math.max(run.next, slice.next) };
      const flight: Promise<void> = fly(from, slice).finally(() => flights.delete(flight));
      flights.add(flight);
      if (flights.size >= FLIGHTS) await Promise.race(flights);
    }
  } catch (error) {
    failures.push(error);
  }
  await Promise.all(flights);
  run = { ...run, refused: run.refused.toSorted((a, b) => a.rowNumber - b.rowNumber) };
  if (failures.length === 0) await finish(run);
  else useImport.setState({ ...run, kind: "stopped", error: failures[0] }, true);
}

/** Ends a run. A list that was made for it and got nothing is taken away again. */
async function finish(run: Run): Promise<void> {
  const isGone = run.isNew && run.added === 0;
  if (isGone)
    // Where that fails, it stands there empty and can be taken away by hand.
    await callApi("deleteList", { params: { listId: run.listId } }).catch(() => null);
  const cancelled = run.sent < run.file.rowCount;
  useImport.setState({ ...run, kind: "done", cancelled, isGone }, true);
}

function describe(result: ImportResult, { rows, places }: Slice): RefusedRow[] {
  const byNumber = new Map(
    rows.map(({ rowNumber, fields }, index) => [rowNumber, { fields, place: places[index] }]),
  );
  return result.refused.map(({ rowNumber, reason, leadId }) => {
    const { fields, place = rowNumber } = byNumber.get(rowNumber) ?? {};
    return {
      rowNumber,
      place,
      reason,
      leadId,
      who: fields?.name ?? fields?.company ?? "",
      phone: fields?.phone ?? "",
    };
  });
}
