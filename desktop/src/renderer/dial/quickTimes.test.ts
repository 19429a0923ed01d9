import { expect, test } from "vitest";
import { callbackTimes, dueTimes, opensAt } from "./quickTimes.ts";

const SUNDAY_NOON = new Date("2026-11-22T20:00:00Z");
const shown = (times: readonly { label: string; at: Date }[]) =>
  times.map(({ label, at }) => `${label}: ${at.toISOString()}`);

test("callbacks are promised by the lead's clock", () => {
  expect(shown(callbackTimes(SUNDAY_NOON, "America/Los_Angeles"))).toEqual([
    "Tomorrow 9 AM: 2026-11-23T17:00:00.000Z",
    "Tomorrow 2 PM: 2026-11-23T22:00:00.000Z",
    "Mon, Nov 30, 9 AM: 2026-11-30T17:00:00.000Z",
    "In a week: 2026-11-29T17:00:00.000Z",
    "In 1 hour: 2026-11-22T21:00:00.000Z",
  ]);
});

test("in an hour is not offered where they may not be called then", () => {
  const evening = new Date("2026-11-23T04:30:00Z");
  expect(callbackTimes(evening, "America/Los_Angeles").map(({ label }) => label)).not.toContain(
    "In 1 hour",
  );
});

test("Monday is the coming one; on a Monday, and the day before, it is told by its date", () => {
  const friday = new Date("2026-10-30T16:00:00Z");
  expect(shown(dueTimes(friday, "America/New_York"))).toContain("Monday: 2026-11-02T14:00:00.000Z");
  // Over a change of clocks.
  const monday = new Date("2026-10-26T16:00:00Z");
  expect(shown(dueTimes(monday, "America/New_York"))).toContain(
    "Mon, Nov 2: 2026-11-02T14:00:00.000Z",
  );
});

test.each([
  ["2026-11-22T12:00:00Z", "2026-11-22T16:00:00.000Z"],
  ["2026-11-23T05:30:00Z", "2026-11-23T16:00:00.000Z"],
  ["2026-03-08T05:30:00Z", "2026-03-08T15:00:00.000Z"],
])("at %s San Francisco opens at %s", (now, expected) => {
  expect(opensAt(new Date(now), "America/Los_Angeles").toISOString()).toBe(expected);
});
