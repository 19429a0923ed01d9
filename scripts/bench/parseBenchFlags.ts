import { parseArgs } from "node:util";
import { MOST_FICTIONAL_LEADS } from "../scale/fictionalLead.ts";

export interface BenchFlags {
  /** Names of the measures to run; empty: all. */
  readonly only: readonly string[];
  /** How many leads, rows and so on. */
  readonly rows: number;
  readonly seed: number;
}

const DEFAULT_ROWS = "50000";
const DEFAULT_SEED = "20261122";

/** Reads the flags of `npm run bench`. Answers a sentence where they are wrong. */
export function parseBenchFlags(
  args: readonly string[],
  names: readonly string[],
): BenchFlags | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: "string", multiple: true, default: [] },
        rows: { type: "string", default: DEFAULT_ROWS },
        seed: { type: "string", default: DEFAULT_SEED },
      },
    });
    const unknown = values.only.find((name) => !names.includes(name));
    if (unknown !== undefined)
      return `There is no measure "${unknown}": there are ${names.join(", ")}.`;
    const [rows, seed] = [Number(values.rows), Number(values.seed)];
    if (!Number.isInteger(rows) || rows < 100 || rows > MOST_FICTIONAL_LEADS)
      return `--rows takes a number from 100 to ${MOST_FICTIONAL_LEADS}.`;
    if (!Number.isInteger(seed)) return "--seed takes a whole number.";
    return { only: values.only, rows, seed };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
