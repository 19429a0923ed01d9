import { describe, expect, it } from "vitest";
import { formatMicros, microsFrom } from "./formatMicros.ts";

describe("a price in millionths of a dollar", () => {
  it.each([
    [6_000, "$0.006"],
    [100_000, "$0.10"],
    [1, "$0.000001"],
    [0, "$0.00"],
    [1_200_500_000, "$1,200.50"],
  ])("%i is shown as %s, and read back", (micros, shown) => {
    expect(formatMicros(micros)).toBe(shown);
    expect(microsFrom(shown)).toBe(micros);
  });

  it.each([
    [".5", 500_000],
    ["3", 3_000_000],
    ["0.1", 100_000],
    ["0.29", 290_000],
    [" $ 2. ", 2_000_000],
  ])("is typed as %j", (typed, micros) => {
    expect(microsFrom(typed)).toBe(micros);
  });

  it.each(["", "$", ".", "-1", "1,2", "0.0000001", "1e3", "free", "99999999999999"])(
    "is not %j",
    (typed) => {
      expect(microsFrom(typed)).toBeNull();
    },
  );
});
