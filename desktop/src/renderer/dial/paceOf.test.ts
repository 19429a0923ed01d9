import { expect, test } from "vitest";
import { paceOf } from "./paceOf.ts";

const startedAt = "2026-11-22T17:00:00.000Z";
const minute = (number: number) => new Date(Date.parse(startedAt) + number * 60_000);
const ends = (...minutes: number[]) => minutes.map((number) => minute(number).toISOString());

test.each([
  ["too early to say", 4, ends(1, 2), null],
  ["ten minutes count as a sixth of an hour", 10, ends(1, 2, 5, 9), 24],
  ["after an hour only the last one counts", 90, ends(1, 29, 31, 60, 89), 3],
  ["none", 30, [], 0],
])("%s", (_, now, endedAt, expected) => {
  expect(paceOf({ startedAt, endedAt }, minute(now))).toBe(expected);
});
