import type { Endings } from "../start/Endings.ts";

/** Numbers by name, nested. */
export interface Numbers {
  readonly [name: string]: number | string | null | Numbers;
}

/** What every measure is given. */
export interface BenchContext {
  /** The checkout. */
  readonly root: string;
  readonly endings: Endings;
  /** How many leads the organisation has. */
  readonly rows: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
}

/** One part of the bench: it starts what it needs and answers what it measured. */
export interface Measure {
  /** What the user calls it: `--only NAME`. */
  readonly name: string;
  run(context: BenchContext): Promise<Numbers>;
}
