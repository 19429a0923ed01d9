import { describe, expect, it } from "vitest";
import { placeTimeZone } from "./placeTimeZone.ts";

describe("placeTimeZone", () => {
  it.each([
    ["TX", "79901", "America/Denver", "postal_code"],
    ["TX", "77001", "America/Chicago", "postal_code"],
    ["MA", "2139", "America/New_York", "postal_code"],
    ["AZ", "85001-1234", "America/Phoenix", "postal_code"],
    ["ca", null, "America/Los_Angeles", "state"],
    ["PR", "00901", "America/Puerto_Rico", "state"],
    ["GU", "96910", "Pacific/Guam", "state"],
    ["AS", "96799", "Pacific/Pago_Pago", "state"],
  ])("%s %s lies in %s, told by its %s", (state, postalCode, timeZone, source) => {
    expect(placeTimeZone({ state, postalCode })).toEqual({ timeZone, source });
  });

  it.each([
    ["TX", null],
    ["TN", "unknown"],
    [null, null],
    ["XX", "00000"],
    ["__proto__", "constructor"],
  ])("does not guess for %s %s", (state, postalCode) => {
    expect(placeTimeZone({ state, postalCode })).toBeNull();
  });
});
