import type { CsvAnswer, CsvQuestion } from "./csvMessages.ts";
import { readTable, type Table } from "./readTable.ts";
import { sliceRows } from "./sliceRows.ts";

/** How many rows the page gets to see and to match columns by. */
const SAMPLE_ROWS = 50;

let table: Table | undefined;

async function answer(question: CsvQuestion): Promise<CsvAnswer> {
  if (question.kind === "slice") {
    if (!table) return { kind: "problem", problem: "empty" };
    return { kind: "sliced", ...sliceRows(table, question.uses, question.from) };
  }
  const read = readTable(new Uint8Array(await question.file.arrayBuffer()));
  if (typeof read === "string") return { kind: "problem", problem: read };
  table = read;
  return {
    kind: "opened",
    headers: read.headers,
    samples: read.rows.slice(0, SAMPLE_ROWS),
    rowCount: read.rows.length,
    encoding: read.encoding,
  };
}

globalThis.addEventListener("message", (event: MessageEvent<CsvQuestion>) => {
  void answer(event.data).then((reply) => globalThis.postMessage(reply, {}));
});
