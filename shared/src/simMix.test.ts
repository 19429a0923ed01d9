import { assert, integer, nat, property, record } from "fast-check";
import { expect, test } from "vitest";
import { CATALOGUE } from "./catalogue.ts";
import { simMix } from "./simMix.ts";

test.each([
  [0, 0, 0, 0],
  [1, 1, 0, 1000],
  [2, 2, 0, 2000],
  [3, 0, 1, 2500],
  [4, 1, 1, 3500],
  [5, 2, 1, 4500],
  [6, 0, 2, 5000],
  [1000, 1, 333, 833_500],
])(
  "%i lines are %i singles and %i bundles for %i cents",
  (lines, singles, bundles, amountCents) => {
    expect(simMix(lines, CATALOGUE.sim)).toEqual({ singles, bundles, lines, amountCents });
  },
);

test("more lines are bought where they cost less", () => {
  const offers = {
    single: { lines: 1, amountCents: 1000 },
    bundle: { lines: 3, amountCents: 1500 },
  };
  expect(simMix(2, offers)).toEqual({ singles: 0, bundles: 1, lines: 3, amountCents: 1500 });
});

const offer = record({
  lines: integer({ min: 1, max: 6 }),
  amountCents: integer({ min: 1, max: 60 }),
});

test("no other mix that holds the lines is cheaper, or as cheap with fewer things", () => {
  assert(
    property(nat(25), offer, offer, (lines, single, bundle) => {
      const mix = simMix(lines, { single, bundle });
      expect(mix.lines).toBe(mix.singles * single.lines + mix.bundles * bundle.lines);
      expect(mix.lines).toBeGreaterThanOrEqual(lines);
      expect(mix.amountCents).toBe(costOf(mix.singles, mix.bundles));

      const upToAll = Array.from({ length: lines + 1 }, (_, count) => count);
      const better = upToAll.flatMap((singles) =>
        upToAll
          .filter((bundles) => singles * single.lines + bundles * bundle.lines >= lines)
          .filter((bundles) => {
            const saved = mix.amountCents - costOf(singles, bundles);
            return saved > 0 || (saved === 0 && singles + bundles < mix.singles + mix.bundles);
          }),
      );
      expect(better).toEqual([]);

      function costOf(singles: number, bundles: number): number {
        return singles * single.amountCents + bundles * bundle.amountCents;
      }
    }),
  );
});
