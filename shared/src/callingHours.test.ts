import { expect, test } from "vitest";
import { CALLING_HOURS_CASES } from "./callingHours.test-data.ts";
import { isCallingHour, isTimeZone } from "./callingHours.ts";

test.each(CALLING_HOURS_CASES)("%s: %s at %s is open: %s", (_, timeZone, at, isOpen) => {
  expect(isCallingHour(timeZone, new Date(at))).toBe(isOpen);
});

test.each(["", "Nowhere/Land", "8"])("%j is no time zone", (name) => {
  expect(isTimeZone(name)).toBe(false);
  expect(() => isCallingHour(name, new Date(0))).toThrow(RangeError);
});
