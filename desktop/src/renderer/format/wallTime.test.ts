import { describe, expect, test } from "vitest";
import { fromField, instantIn, toField, wallTimeIn } from "./wallTime.ts";

describe("the moment at which a clock shows something", () => {
  test.each([
    ["2026-11-24T09:00", "America/Los_Angeles", "2026-11-24T17:00:00.000Z"],
    ["2026-07-24T09:00", "America/Los_Angeles", "2026-07-24T16:00:00.000Z"],
    ["2026-11-24T09:00", "Asia/Kolkata", "2026-11-24T03:30:00.000Z"],
    ["2026-11-24T09:00", "Pacific/Honolulu", "2026-11-24T19:00:00.000Z"],
    ["2026-11-24T09:00", "Pacific/Guam", "2026-11-23T23:00:00.000Z"],
    // The day of each change of clocks, before and after it.
    ["2026-03-08T01:30", "America/New_York", "2026-03-08T06:30:00.000Z"],
    ["2026-03-08T09:00", "America/New_York", "2026-03-08T13:00:00.000Z"],
    ["2026-11-01T00:30", "America/New_York", "2026-11-01T04:30:00.000Z"],
    ["2026-11-01T09:00", "America/New_York", "2026-11-01T14:00:00.000Z"],
    // Skipped in spring: the hour after. Twice in autumn: the first.
    ["2026-03-08T02:30", "America/New_York", "2026-03-08T07:30:00.000Z"],
    ["2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00.000Z"],
  ])("%s in %s is %s", (field, zone, expected) => {
    const wall = fromField(field);
    expect(wall && instantIn(zone, wall).toISOString()).toBe(expected);
  });
});

test("a day beyond the month runs into the next", () => {
  const wall = { year: 2026, month: 12, day: 32, hour: 9, minute: 0 };
  expect(instantIn("UTC", wall).toISOString()).toBe("2027-01-01T09:00:00.000Z");
});

test("a field shows what the clock shows", () => {
  const at = new Date("2026-11-24T05:05:00Z");
  expect(toField(wallTimeIn("America/Denver", at))).toBe("2026-11-23T22:05");
  expect(fromField("")).toBeNull();
});
