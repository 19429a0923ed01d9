import { readTable } from "../../desktop/src/renderer/import/readTable.ts";
import { fictionalLead } from "../scale/fictionalLead.ts";
import { seededRandom } from "../scale/seededRandom.ts";
import { round } from "../scale/summarize.ts";
import type { Measure } from "./Measure.ts";

const ROUNDS = 3;

/** Rows per second that the desktop's reader of CSV files makes of bytes, beside a bare split at lines and commas. */
export const parseMeasure: Measure = {
  name: "parse",
  run: ({ rows: count, seed }) => {
    const random = seededRandom(seed);
    const lines = Array.from({ length: count }, (_, index) =>
      Object.values(fictionalLead(index, random)).join(","),
    );
    const header = Object.keys(fictionalLead(0, random)).join(",");
    const bytes = new TextEncoder().encode([header, ...lines].join("\n"));
    let ms = 0;
    let bareMs = 0;
    for (let turn = 0; turn < ROUNDS; turn += 1) {
      const began = performance.now();
      const table = readTable(bytes);
      const between = performance.now();
      const bare = new TextDecoder()
        .decode(bytes)
        .split("\n")
        .map((line) => line.split(","));
      const ended = performance.now();
      if (typeof table === "string") throw new Error(`The file was not read: ${table}.`);
      if (table.rows.length !== count || bare.length !== count + 1)
        throw new Error(`Of ${count} rows ${table.rows.length} were read.`);
      ms += between - began;
      bareMs += ended - between;
    }
    return Promise.resolve({
      rows: count,
      rowsPerSecond: round((count * ROUNDS * 1_000) / ms),
      bareSplit: { rowsPerSecond: round((count * ROUNDS * 1_000) / bareMs) },
      toBareSplit: round(bareMs / ms),
    });
  },
};
