import { assert, constantFrom, integer, option, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "./catalogue.ts";
import {
  type Allowance,
  allowanceOf,
  type Contract,
  type Entitlement,
  entitlementOf,
  excessOver,
  FREE,
  GRACE_DAYS,
  type Standing,
  SUBSCRIPTION_STATUSES,
} from "./entitlement.ts";
import { ALLOWANCE_CASES } from "./entitlement.test-data.ts";
import { planOf } from "./plans.ts";

const NOW_MS = Date.parse("2026-11-23T12:00:00Z");
const DAY_MS = 86_400_000;

const allowed = (entitlement: Entitlement, contract: Contract | null, nowMs: number): Allowance =>
  allowanceOf(entitlement, contract, planOf(CATALOGUE, (contract ?? entitlement).planId), nowMs);

const planId = constantFrom(...CATALOGUE.plans.map(({ id }) => id));
const seats = option(integer({ min: 1, max: 500 }));
const extraSimLines = integer({ min: 0, max: 100 });
const moment = integer({ min: NOW_MS - 30 * DAY_MS, max: NOW_MS + 30 * DAY_MS });
const standing = record({
  planId,
  seats,
  extraSimLines,
  status: constantFrom(...SUBSCRIPTION_STATUSES),
  pastDueSince: option(moment.map((ms) => new Date(ms).toISOString())),
});
const contract = record({ planId, seats, extraSimLines });

/** What two allowances bound, each as a number that is larger the more is allowed. */
const bounds = ({ simLines, lists, historyDays, features, state }: Allowance): number[] => [
  ...[simLines, lists, historyDays].map((most) => most ?? Number.POSITIVE_INFINITY),
  features.length,
  { read_only: 0, grace: 1, open: 2 }[state],
];

describe("allowanceOf", () => {
  it.each(ALLOWANCE_CASES)("%s", (_, entitlement, agreed, at, expected) => {
    expect(allowed(entitlement ?? FREE, agreed, Date.parse(at))).toMatchObject(expected);
  });

  it("a contract holds whatever Stripe says, at any moment", () => {
    assert(
      property(standing, contract, moment, (bought, agreed, nowMs) => {
        expect(allowed(entitlementOf(bought), agreed, nowMs)).toEqual(
          allowed(FREE, agreed, NOW_MS),
        );
      }),
    );
  });
});

describe("entitlementOf", () => {
  it("a subscription that is paid never gives less than the same one that is not", () => {
    assert(
      property(standing, moment, (bought, nowMs) => {
        const paid = bounds(allowed(entitlementOf({ ...bought, status: "active" }), null, nowMs));
        const asItIs = bounds(allowed(entitlementOf(bought), null, nowMs));
        for (const [at, most] of asItIs.entries()) expect(paid[at]).toBeGreaterThanOrEqual(most);
      }),
    );
  });

  it("while a payment is open everything goes on for seven days, and not a millisecond longer", () => {
    const overdue = constantFrom<Standing["status"]>("past_due", "unpaid");
    assert(
      property(standing, overdue, moment, (bought, status, sinceMs) => {
        const since = new Date(sinceMs).toISOString();
        const given = entitlementOf({ ...bought, status, pastDueSince: since });
        const endMs = sinceMs + GRACE_DAYS * DAY_MS;
        const before = allowed(given, null, endMs - 1);
        expect(before.state).toBe("grace");
        expect(allowed(given, null, endMs)).toEqual({ ...before, state: "read_only" });
        expect({ ...before, state: "open", graceEndsAt: null }).toEqual(
          allowed(entitlementOf({ ...bought, status: "active" }), null, NOW_MS),
        );
      }),
    );
  });

  it.each(["incomplete", "incomplete_expired", "canceled", "paused"] as const)(
    "%s gives what everybody has",
    (status) => {
      assert(
        property(standing, (bought) => {
          expect(entitlementOf({ ...bought, status })).toEqual(FREE);
        }),
      );
    },
  );
});

describe("excessOver", () => {
  it("names what is above a bound, and nothing that just fits or has none", () => {
    const limits = { seats: 5, simLines: 2, lists: null };
    expect(excessOver({ seats: 5, simLines: 2, lists: 900 }, limits)).toEqual([]);
    expect(excessOver({ seats: 6, simLines: 3, lists: 900 }, limits)).toEqual([
      { what: "seats", used: 6, allowed: 5 },
      { what: "simLines", used: 3, allowed: 2 },
    ]);
  });
});
