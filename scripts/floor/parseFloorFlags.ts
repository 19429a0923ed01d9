import { parseArgs } from "node:util";
import { MOST_FICTIONAL_LEADS } from "../scale/fictionalLead.ts";

export interface FloorFlags {
  readonly reps: number;
  /** Product time. */
  readonly minutes: number;
  readonly leads: number;
  /** Rows of the import beside. */
  readonly rows: number;
  /** How many times as fast as the wall's the product's clock runs. */
  readonly speed: number;
  readonly seed: number;
  /** Where the report goes as JSON; missing: nowhere. */
  readonly out: string | undefined;
}

/** Reads the flags of `npm run floor`. Answers a sentence where they are wrong. */
export function parseFloorFlags(args: readonly string[]): FloorFlags | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        reps: { type: "string", default: "50" },
        minutes: { type: "string", default: "60" },
        leads: { type: "string", default: "20000" },
        rows: { type: "string", default: "5000" },
        speed: { type: "string", default: "12" },
        seed: { type: "string", default: "20261122" },
        out: { type: "string" },
      },
    });
    const within = (name: "reps" | "minutes" | "leads" | "rows" | "speed", most: number) => {
      const value = Number(values[name]);
      if (value >= 1 && value <= most && (name === "speed" || Number.isInteger(value)))
        return value;
      throw new RangeError(`--${name} takes a number from 1 to ${most}.`);
    };
    const flags = {
      reps: within("reps", 500),
      minutes: within("minutes", 24 * 60),
      leads: within("leads", MOST_FICTIONAL_LEADS),
      rows: within("rows", MOST_FICTIONAL_LEADS),
      speed: within("speed", 100),
      seed: Number(values.seed),
      out: values.out,
    };
    if (!Number.isInteger(flags.seed)) return "--seed takes a whole number.";
    return flags.leads + flags.rows > MOST_FICTIONAL_LEADS
      ? `There are ${MOST_FICTIONAL_LEADS} fictional leads for --leads and --rows together.`
      : flags;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
