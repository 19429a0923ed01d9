/** What a check found. */
export interface CheckResult {
  readonly passed: number;
  readonly failed: number;
  /** Names of tests that were skipped. */
  readonly skipped: readonly string[];
  /** What to show when something failed. */
  readonly output: string;
}

/** One step of `npm test`. */
export interface Check {
  /** What the user calls it: `npm test -- NAME`. */
  readonly name: string;
  /** What it checks, in a few words. */
  readonly title: string;
  run(context: CheckContext): Promise<CheckResult>;
}

export interface CheckContext {
  /** The checkout. */
  readonly root: string;
  /** Aborts when the user wants to stop. */
  readonly signal: AbortSignal;
}

/** The result of a check that either holds or does not, with no tests to count. */
export function holds(ok: boolean, output: string): CheckResult {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [], output };
}
