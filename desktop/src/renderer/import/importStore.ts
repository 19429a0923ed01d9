import { create } from "zustand";
import type { ImportResult, ImportRow, RowRefusal } from "#shared/leads";
import { AppError, ERRORS } from "#shared/errors";
import { callApi } from "../api/callApi.ts";
import { CsvReader } from "./CsvReader.ts";
import { changeUse, matchColumns, type ColumnUse } from "./matchColumns.ts";
import type { TableProblem } from "./readTable.ts";

/** The opened file, as far as the page knows it. */
export interface OpenedFile {
  readonly fileName: string;
  readonly headers: readonly string[];
  readonly samples: readonly (readonly string[])[];
  readonly rowCount: number;
  readonly encoding: string;
}

/** A row that was not taken, with what helps a person to recognise it. */
export interface RefusedRow {
  readonly rowNumber: number;
  readonly reason: RowRefusal;
  readonly who: string;
  readonly phone: string;
}

interface Run {
  readonly file: OpenedFile;
  readonly listId: string;
  readonly listName: string;
  readonly uses: readonly ColumnUse[];
  /** Rows that have been judged. */
  readonly sent: number;
  readonly added: number;
  readonly refused: readonly RefusedRow[];
}

/** An import from the choice of the file to its result. It lives on while other screens are open. */
export type ImportState =
  | { readonly kind: "choosing"; readonly problem: TableProblem | "unreadable" | null }
  | { readonly kind: "reading"; readonly fileName: string }
  | { readonly kind: "matching"; readonly file: OpenedFile; readonly uses: readonly ColumnUse[] }
  | ({ readonly kind: "running"; readonly cancelling: boolean } & Run)
  | ({ readonly kind: "stopped"; readonly error: unknown } & Run)
  | ({ readonly kind: "done"; readonly cancelled: boolean } & Run);

/** How often a slice is sent before the import stops and asks (tries). */
const TRIES = 4;
/** A slice of 500 rows is judged row by row; it may take longer than other requests (ms). */
const SLICE_TIMEOUT_MS = 60_000;

export const useImport = create<ImportState>(() => ({ kind: "choosing", problem: null }));

let reader: CsvReader | undefined;

/** Opens a file and matches its columns. */
export function openImport(file: File): void {
  void read(file);
}

async function read(file: File): Promise<void> {
  reader?.close();
  const own = new CsvReader();
  reader = own;
  useImport.setState({ kind: "reading", fileName: file.name }, true);
  try {
    const answer = await own.ask({ kind: "open", file });
    if (reader !== own) return;
    if (answer.kind === "opened") {
      const { headers, samples, rowCount, encoding } = answer;
      const opened = { fileName: file.name, headers, samples, rowCount, encoding };
      useImport.setState(
        { kind: "matching", file: opened, uses: matchColumns(headers, samples) },
        true,
      );
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

/** Begins to send the rows into a new list. */
export function startImport(listName: string): void {
  const state = useImport.getState();
  if (state.kind !== "matching") return;
  const { file, uses } = state;
  const listId = crypto.randomUUID();
  void send({ file, uses, listId, listName, sent: 0, added: 0, refused: [] });
}

/** Goes on after a stop, with the slice that failed: rows that were taken already are not taken twice. */
export function resumeImport(): void {
  const state = useImport.getState();
  if (state.kind !== "stopped") return;
  const { kind: _, error: __, ...run } = state;
  void send(run);
}

/** Ends the import after the slice that is on its way. What was added stays. */
export function cancelImport(): void {
  const state = useImport.getState();
  if (state.kind === "running") useImport.setState({ ...state, cancelling: true }, true);
  if (state.kind === "stopped") {
    const { error: _, ...run } = state;
    useImport.setState({ ...run, kind: "done", cancelled: true }, true);
  }
}

/** Forgets the file, for the next one. */
export function resetImport(): void {
  reader?.close();
  reader = undefined;
  useImport.setState({ kind: "choosing", problem: null }, true);
}

async function send(begun: Run): Promise<void> {
  const own = reader;
  let run = begun;
  useImport.setState({ ...run, kind: "running", cancelling: false }, true);
  try {
    await callApi("createList", { body: { id: run.listId, name: run.listName } });
    if (!own) throw new Error("The file is not open any more");
    while (run.sent < run.file.rowCount) {
      const state = useImport.getState();
      if (state.kind !== "running" || state.listId !== run.listId) return;
      if (state.cancelling) break;
      const slice = await own.ask({ kind: "slice", uses: run.uses, from: run.sent });
      if (slice.kind !== "sliced") throw new Error("The file is not open any more");
      const result = await sendSlice(run.listId, slice.rows);
      run = {
        ...run,
        sent: slice.next,
        added: run.added + result.added,
        refused: [...run.refused, ...describe(result, slice.rows)],
      };
      const now = useImport.getState();
      useImport.setState(
        { ...run, kind: "running", cancelling: now.kind === "running" && now.cancelling },
        true,
      );
    }
    useImport.setState({ ...run, kind: "done", cancelled: run.sent < run.file.rowCount }, true);
    own.close();
  } catch (error) {
    useImport.setState({ ...run, kind: "stopped", error }, true);
  }
}

async function sendSlice(listId: string, rows: readonly ImportRow[]): Promise<ImportResult> {
  for (let tries = 1; ; tries += 1)
    try {
      return await callApi(
        "importLeads",
        { params: { listId }, body: { rows: [...rows] } },
        { timeoutMs: SLICE_TIMEOUT_MS },
      );
    } catch (error) {
      if (tries >= TRIES || !(error instanceof AppError) || !ERRORS[error.code].retry) throw error;
      const pauseMs = Math.max(1_000 * 2 ** (tries - 1), (error.retryAfterSeconds ?? 0) * 1_000);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
}

function describe(result: ImportResult, rows: readonly ImportRow[]): RefusedRow[] {
  const byNumber = new Map(rows.map((row) => [row.rowNumber, row.fields]));
  return result.refused.map(({ rowNumber, reason }) => {
    const fields = byNumber.get(rowNumber);
    return {
      rowNumber,
      reason,
      who: fields?.name ?? fields?.company ?? "",
      phone: fields?.phone ?? "",
    };
  });
}
