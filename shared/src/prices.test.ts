import { describe, expect, it } from "vitest";
import { newPriceSchema, priceAt } from "./prices.ts";
import { PRICE_CASES, PRICES } from "./prices.test-data.ts";

describe("priceAt", () => {
  it.each(PRICE_CASES)("%s: %s at %s is %s", (_, key, at, amountMicros) => {
    expect(priceAt(PRICES, key, Date.parse(at))?.amountMicros ?? null).toBe(amountMicros);
  });
});

describe("a new price", () => {
  const price = { id: "00000000-0000-4000-8000-000000000000", key: "turn_gb", amountMicros: 1 };
  it.each([
    [{}, true],
    [{ amountMicros: 0 }, true],
    [{ amountMicros: -1 }, false],
    [{ amountMicros: 0.5 }, false],
    [{ amountMicros: 1_000_000_000_001 }, false],
    [{ key: "constructor" }, false],
    [{ validFrom: "tomorrow" }, false],
  ])("%j is taken: %s", (change, isTaken) => {
    expect(newPriceSchema.safeParse({ ...price, ...change }).success).toBe(isTaken);
  });
});
