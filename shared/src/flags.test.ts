import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideFlag, type Flag, type FlagSubject, placeInRollout } from "./flags.ts";

const PEOPLE = 20_000;
const idInARow = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`;

const setting = fc.option(fc.boolean());
const flag: fc.Arbitrary<Flag> = fc.record({
  key: fc.stringMatching(/^[a-z]{1,12}(_[a-z0-9]{1,6}){0,2}$/),
  isOnByDefault: fc.boolean(),
  service: setting,
  percentage: fc.integer({ min: 0, max: 100 }),
});
const subject: fc.Arbitrary<FlagSubject> = fc.record({
  userId: fc.uuid(),
  organization: setting,
  user: setting,
});

describe("what decides a flag", () => {
  it("is off for the service, then the nearest setting, then the rollout, then the default", () => {
    fc.assert(
      fc.property(flag, subject, (of, person) => {
        const { on, because } = decideFlag(of, person);
        // Each level with what it says, the strongest first; the first that says something decides.
        const isIn = placeInRollout(of.key, person.userId) < of.percentage * 100;
        const levels = [
          { because: "service_off", says: of.service === false ? false : null },
          { because: "user", says: person.user },
          { because: "organization", says: person.organization },
          { because: "service_on", says: of.service },
          { because: "percentage", says: isIn ? true : null },
          { because: "default", says: of.isOnByDefault },
        ];
        const first = levels.find(({ says }) => says !== null);
        expect({ on, because }).toEqual({ on: first?.says, because: first?.because });
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a rollout", () => {
  it("turns nobody off when it is raised, and is for nobody at 0 and everybody at 100", () => {
    fc.assert(
      fc.property(flag, subject, fc.integer({ min: 0, max: 100 }), (of, person, more) => {
        const raised = { ...of, percentage: Math.max(of.percentage, more) };
        expect(Number(decideFlag(raised, person).on)).toBeGreaterThanOrEqual(
          Number(decideFlag(of, person).on),
        );
        const place = placeInRollout(of.key, person.userId);
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThan(10_000);
      }),
      { numRuns: 2_000 },
    );
  });

  // Computed once by another program; whoever changes the hash deals everybody anew.
  it.each([
    ["voice_ai_enabled", "00000000-0000-4000-8000-000000000001", 4468],
    ["voice_ai_enabled", "00000000-0000-4000-8000-000000000002", 7569],
    ["another_flag", "f47ac10b-58cc-4372-a567-0e02b2c3d479", 1378],
  ])("puts %s, %s at %i for ever", (key, userId, place) => {
    expect(placeInRollout(key, userId)).toBe(place);
    expect(placeInRollout(key, userId.toUpperCase())).toBe(place);
  });

  it.each([
    ["random ids", () => fc.sample(fc.uuid({ version: 4 }), PEOPLE)],
    ["ids in a row", () => Array.from({ length: PEOPLE }, (_, at) => idInARow(at))],
  ])("spreads %s evenly, one flag's apart from another's", (_, idsOf) => {
    const tenths = Array.from({ length: 10 }, () => 0);
    let inBoth = 0;
    for (const id of idsOf()) {
      const place = placeInRollout("voice_ai_enabled", id);
      const tenth = Math.floor(place / 1_000);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
      if (place < 5_000 && placeInRollout("another_flag", id) < 5_000) inBoth += 1;
    }
    // Seven standard deviations of a fair deal.
    for (const count of tenths)
      expect(Math.abs(count - PEOPLE / 10)).toBeLessThan(7 * Math.sqrt(PEOPLE * 0.09));
    expect(Math.abs(inBoth - PEOPLE / 4)).toBeLessThan(7 * Math.sqrt((PEOPLE * 3) / 16));
  });
});
