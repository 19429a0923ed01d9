import { describe, expect, test } from "vitest";
import { formatCents, formatPrice } from "./formatCents.ts";

describe("money as people read it", () => {
  test.each([
    [0, "$0.00", "$0"],
    [9900, "$99.00", "$99"],
    [120_350, "$1,203.50", "$1,203.50"],
    [-1, "-$0.01", "-$0.01"],
  ])("%i cents", (cents, amount, price) => {
    expect(formatCents(cents)).toBe(amount);
    expect(formatPrice(cents)).toBe(price);
  });
});
