import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { prorate } from "./prorate.ts";

const span = fc
  .tuple(fc.integer({ min: 0, max: 2_000_000_000 }), fc.integer({ min: 1, max: 40_000_000 }))
  .map(([start, length]) => ({ start, end: start + length }));
const cents = fc.integer({ min: 0, max: 100_000_000_000 });

describe("the share of an amount", () => {
  // https://docs.stripe.com/billing/subscriptions/prorations: $10 to $20 half-way through is -$5 and +$10.
  test("is half of it half-way through", () => {
    const period = { start: 0, end: 2_592_000 };
    expect([prorate(1000, period, 1_296_000), prorate(2000, period, 1_296_000)]).toEqual([
      500, 1000,
    ]);
  });

  // An answer of Stripe's own: https://gist.github.com/matthewarkin/27bcfdf622eb91d3508ea082d0ad50b8
  test("is by the second, in whole cents", () => {
    const period = { start: 1_487_030_400, end: 1_489_449_600 };
    expect(prorate(1000, period, 1_488_568_488)).toBe(364);
  });

  test("is whole, never more than all, and shrinks as time passes", () => {
    fc.assert(
      fc.property(cents, span, fc.integer(), fc.nat(1_000_000), (amount, period, from, later) => {
        const share = prorate(amount, period, from);
        expect(Number.isInteger(share)).toBe(true);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(amount);
        expect(prorate(amount, period, from + later)).toBeLessThanOrEqual(share);
      }),
    );
  });

  test("is all at the beginning, nothing at the end, and rounded by half a cent at most", () => {
    fc.assert(
      fc.property(
        cents,
        span,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (amount, period, part) => {
          expect(prorate(amount, period, period.start)).toBe(amount);
          expect(prorate(amount, period, period.end)).toBe(0);
          const from = period.start + Math.floor((period.end - period.start) * part);
          const length = BigInt(period.end - period.start);
          const exact = BigInt(amount) * BigInt(period.end - from);
          const off = 2n * (BigInt(prorate(amount, period, from)) * length - exact);
          expect(off > -length && off <= length).toBe(true);
        },
      ),
    );
  });
});
