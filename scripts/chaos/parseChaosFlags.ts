import { parseArgs } from "node:util";

export interface ChaosFlags {
  readonly lives: number;
  readonly seed: number;
  /** How many live at a time. */
  readonly jobs: number;
  /** One life alone, by its number. */
  readonly life: number | null;
  /** Where the report goes as JSON; missing: nowhere. */
  readonly out: string | undefined;
}

/** Reads the flags of `npm run chaos`. Answers a sentence where they are wrong. */
export function parseChaosFlags(args: readonly string[]): ChaosFlags | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        lives: { type: "string", default: "2000" },
        seed: { type: "string", default: "20261123" },
        jobs: { type: "string", default: "6" },
        life: { type: "string" },
        out: { type: "string" },
      },
    });
    if (positionals.length !== 1 || positionals[0] !== "billing") return "Say what: billing.";
    const whole = (name: "lives" | "seed" | "jobs" | "life", least: number) => {
      const value = Number(values[name]);
      if (Number.isInteger(value) && value >= least) return value;
      throw new RangeError(`--${name} takes a whole number from ${least} on.`);
    };
    return {
      lives: whole("lives", 1),
      seed: whole("seed", 0),
      jobs: whole("jobs", 1),
      life: values.life === undefined ? null : whole("life", 0),
      out: values.out,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
