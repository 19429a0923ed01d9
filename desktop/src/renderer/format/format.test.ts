import { describe, expect, test } from "vitest";
import { countOf } from "./formatCount.ts";
import { formatPhone } from "./formatPhone.ts";
import { formatDuration, localTime, zoneName } from "./formatTime.ts";

const NOON_UTC = new Date("2026-11-22T17:05:00Z");

test.each([
  ["+14155550142", "(415) 555-0142"],
  ["+442079460018", "+44 20 7946 0018"],
  ["not a number", "not a number"],
])("%s is shown as %s", (e164, shown) => {
  expect(formatPhone(e164)).toBe(shown);
});

test.each([
  [0, "0:00"],
  [7.9, "0:07"],
  [754, "12:34"],
  [3_723, "1:02:03"],
  [-5, "0:00"],
])("%d seconds are %s", (seconds, shown) => {
  expect(formatDuration(seconds)).toBe(shown);
});

describe("the clock where somebody is", () => {
  test.each([
    ["America/New_York", "12:05 PM", "EST"],
    ["America/Phoenix", "10:05 AM", "MST"],
    ["America/Los_Angeles", "9:05 AM", "PST"],
    ["Pacific/Honolulu", "7:05 AM", "HST"],
    ["Pacific/Guam", "3:05 AM", "GMT+10"],
  ])("%s", (zone, time, name) => {
    expect(localTime(NOON_UTC, zone)).toBe(time);
    expect(zoneName(NOON_UTC, zone)).toBe(name);
  });

  test("a zone that this computer does not know has no clock", () => {
    expect(localTime(NOON_UTC, "Mars/Olympus")).toBeNull();
  });
});

test.each([
  [0, "0 leads"],
  [1, "1 lead"],
  [4_772, "4,772 leads"],
])("%i is said as %s", (count, said) => {
  expect(countOf(count, "lead")).toBe(said);
});
