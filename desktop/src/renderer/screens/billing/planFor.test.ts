import { describe, expect, test } from "vitest";
import type { PlanOffer, Subscription } from "#shared/billing";
import { CATALOGUE } from "#shared/catalogue";
import { planOf } from "#shared/plans";
import { livingOf, planFor } from "./planFor.ts";

function offer(id: string): PlanOffer {
  const { name, says, price, contact, allows } = planOf(CATALOGUE, id);
  return {
    id,
    name,
    says,
    contact,
    allows,
    priceId: price && `price_${id}`,
    amountCents: price?.amountCents ?? null,
    seats: price?.seats ?? null,
  };
}
const plans = CATALOGUE.plans.map(({ id }) => offer(id));
const { single, bundle } = CATALOGUE.sim;
const sim = {
  name: "SIM lines",
  single: { priceId: "price_single", amountCents: single.amountCents, lines: single.lines },
  bundle: { priceId: "price_bundle", amountCents: bundle.amountCents, lines: bundle.lines },
};
const pro: Subscription = {
  id: "sub_1",
  planId: "pro",
  status: "active",
  seats: null,
  simSingles: 1,
  simBundles: 1,
  extraSimLines: 4,
  monthlyCents: 13_400,
  currentPeriodStart: "2026-11-01T00:00:00Z",
  currentPeriodEnd: "2026-12-01T00:00:00Z",
  cancelAt: null,
  trialEndsAt: null,
  pastDueSince: null,
  scheduled: null,
  pendingPayment: null,
  version: "1",
};

describe("what a plan would be for an organization", () => {
  test("by the seat it counts the people there are, at least the plan's least", () => {
    const of = (seats: number) =>
      planFor(
        { plans, sim, subscription: null, usage: { seats, simLines: 0, lists: 0 } },
        offer("team"),
      );
    expect(of(1)).toMatchObject({ wish: { seats: 3 }, monthlyCents: 8_700 });
    expect(of(7)).toMatchObject({ wish: { seats: 7 }, monthlyCents: 20_300, excess: [] });
  });

  test("lines beyond the plan's are bought on top, and people and lists beyond it are named", () => {
    const known = { plans, sim, subscription: null, usage: { seats: 12, simLines: 9, lists: 120 } };
    expect(planFor(known, offer("pro"))).toEqual({
      wish: { planId: "pro", seats: null, extraSimLines: 4 },
      monthlyCents: 13_400,
      differenceCents: 13_400,
      excess: [
        { what: "seats", used: 12, allowed: 10 },
        { what: "lists", used: 120, allowed: 100 },
      ],
    });
  });

  test("what is there stays as it was bought, and costs nothing more", () => {
    const known = { plans, sim, subscription: pro, usage: { seats: 2, simLines: 1, lists: 1 } };
    expect(planFor(known, offer("pro"))).toMatchObject({
      wish: { extraSimLines: 4 },
      differenceCents: 0,
    });
    expect(planFor(known, offer("team")).differenceCents).toBe(8_700 - 13_400);
  });

  test("what is not sold here has no price, and its lines count", () => {
    const known = { plans, sim, subscription: pro, usage: { seats: 2, simLines: 3, lists: 1 } };
    expect(planFor(known, offer("free"))).toMatchObject({
      monthlyCents: null,
      excess: [{ what: "simLines", used: 3, allowed: 2 }],
    });
    expect(planFor(known, offer("enterprise"))).toMatchObject({ monthlyCents: null, excess: [] });
  });

  test("a subscription that has ended is none", () => {
    expect(livingOf(pro)).toBe(pro);
    expect(livingOf({ ...pro, status: "past_due" })).not.toBeNull();
    expect(livingOf({ ...pro, status: "canceled" })).toBeNull();
    expect(livingOf(null)).toBeNull();
  });
});
