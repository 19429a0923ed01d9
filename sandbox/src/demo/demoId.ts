/** Ids of the demo's things: fixed, so that seeding again finds what the first time made. */
const PREFIX = "5a1e5b00-de30-4c0d-8c0d-";
const FIRST = { list: 2e11, script: 3e11, objection: 4e11, line: 5e11, task: 6e11 } as const;

/** The id of the demo's nth thing of a kind (counted from 1). */
export function demoId(kind: keyof typeof FIRST, nth: number): string {
  return `${PREFIX}${FIRST[kind] + nth}`;
}
