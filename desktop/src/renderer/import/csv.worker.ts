import type { CsvAnswer, CsvQuestion } from "./csvMessages.ts";
import { readTable, type Table, withHeader } from "./readTable.ts";
import { refusalReport } from "./refusalReport.ts";
import { sliceRows } from "./sliceRows.ts";

/** How many rows the page gets to see and to match columns by. */
const SAMPLE_ROWS = 50;

let table: Table | undefined;

async function answer(question: CsvQuestion): Promise<CsvAnswer> {
  if (question.kind === "open") {
    const read = readTable(new Uint8Array(await question.file.arrayBuffer()));
    if (typeof read === "string") return { kind: "problem", problem: read };
    table = read;
    return describe(read);
  }
  if (!table) return { kind: "problem", problem: "empty" };
  switch (question.kind) {
    case "setHeaded":
      table = withHeader(table, question.headed);
      return describe(table);
    case "slice":
      return { kind: "sliced", ...sliceRows(table, question.uses, question.from) };
    case "report":
      return { kind: "reported", csv: refusalReport(table, question.refused) };
    default:
      return question satisfies never;
  }
}

function describe({ headers, rows, encoding, headed }: Table): CsvAnswer {
  const samples = rows.slice(0, SAMPLE_ROWS);
  return { kind: "opened", headers, samples, rowCount: rows.length, encoding, headed };
}

globalThis.addEventListener("message", (event: MessageEvent<CsvQuestion>) => {
  void answer(event.data).then((reply) => globalThis.postMessage(reply, {}));
});
