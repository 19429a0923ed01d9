import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { turnAfter, turnBefore, turnOf } from "./cycle.ts";

const month = { interval: "month", interval_count: 1 };
const seconds = (iso: string) => Date.parse(iso) / 1000;
const day = (at: number) => new Date(at * 1000).toISOString().slice(0, 16);

// https://docs.stripe.com/billing/subscriptions/billing-cycle
describe("the turns of a billing cycle", () => {
  test.each([
    ["2026-01-31T10:00Z", ["2026-02-28T10:00", "2026-03-31T10:00", "2026-04-30T10:00"]],
    ["2028-01-31T10:00Z", ["2028-02-29T10:00", "2028-03-31T10:00", "2028-04-30T10:00"]],
    ["2026-09-02T23:59Z", ["2026-10-02T23:59", "2026-11-02T23:59", "2026-12-02T23:59"]],
    ["2026-11-30T00:00Z", ["2026-12-30T00:00", "2027-01-30T00:00", "2027-02-28T00:00"]],
  ])("by the month from %s", (anchor, expected) => {
    expect([1, 2, 3].map((count) => day(turnOf(seconds(anchor), month, count)))).toEqual(expected);
  });

  test("by the year from a leap day come on 28 February, and on the 29th again", () => {
    const year = { interval: "year", interval_count: 1 };
    const anchor = seconds("2028-02-29T08:00Z");
    expect([1, 4].map((count) => day(turnOf(anchor, year, count)))).toEqual([
      "2029-02-28T08:00",
      "2032-02-29T08:00",
    ]);
  });

  test("before and after any moment enclose it, and each is a turn", () => {
    const intervals = ["day", "week", "month", "year"].flatMap((interval) =>
      [1, 3].map((interval_count) => ({ interval, interval_count })),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1_600_000_000, max: 2_000_000_000 }),
        fc.integer({ min: 0, max: 200_000_000 }),
        fc.constantFrom(...intervals),
        (anchor, later, interval) => {
          const at = anchor + later;
          const after = turnAfter(anchor, interval, at);
          const before = turnBefore(anchor, interval, at);
          expect(before).toBeLessThanOrEqual(at);
          expect(after).toBeGreaterThan(at);
          expect(turnAfter(anchor, interval, before)).toBe(after);
        },
      ),
    );
  });
});
