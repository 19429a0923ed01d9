import { CATALOGUE } from "#shared/catalogue";
import type { Wish } from "#shared/billing";
import { AppError } from "#shared/errors";
import { array, assert, constantFrom, integer, nat, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { type Current, type Item, planChange } from "./planChange.ts";

const prices = new Map([
  ["pro_monthly", "price_pro"],
  ["team_seat_monthly", "price_team"],
  ["sim_single_monthly", "price_single"],
  ["sim_bundle_3_monthly", "price_bundle"],
]);
const offer = { catalogue: CATALOGUE, prices };
const nothingUsed = { seats: 1, simLines: 0, lists: 0 };

const pro: Item = {
  id: "si_plan",
  kind: "plan",
  priceId: "price_pro",
  amountCents: 9900,
  lines: 0,
  quantity: 1,
};
const team = (quantity: number): Item => ({
  id: "si_plan",
  kind: "plan",
  priceId: "price_team",
  amountCents: 2900,
  lines: 0,
  quantity,
});
const singles = (quantity: number): Item => ({
  id: "si_single",
  kind: "simSingle",
  priceId: "price_single",
  amountCents: 1000,
  lines: 1,
  quantity,
});
const bundles = (quantity: number): Item => ({
  id: "si_bundle",
  kind: "simBundle",
  priceId: "price_bundle",
  amountCents: 2500,
  lines: 3,
  quantity,
});

function onPro(extraSimLines = 0, ...items: Item[]): Current {
  return { planId: "pro", status: "active", seats: null, extraSimLines, items: [pro, ...items] };
}
function onTeam(seats: number, extraSimLines = 0, ...items: Item[]): Current {
  return { planId: "team", status: "active", seats, extraSimLines, items: [team(seats), ...items] };
}
const wish = (planId: string, seats: number | null = null, extraSimLines = 0): Wish => ({
  planId,
  seats,
  extraSimLines,
});

test.each([
  ["more seats", onTeam(5), wish("team", 6), "up", [{ id: "si_plan", quantity: 6 }]],
  ["fewer seats", onTeam(5), wish("team", 4), "down", [{ id: "si_plan", quantity: 4 }]],
  [
    "a plan that costs more",
    onPro(),
    wish("team", 4),
    "up",
    [{ id: "si_plan", price: "price_team", quantity: 4 }],
  ],
  [
    "a plan that costs less, though it allows more",
    onPro(),
    wish("team", 3),
    "down",
    [{ id: "si_plan", price: "price_team", quantity: 3 }],
  ],
  [
    "a plan without seats",
    onTeam(9),
    wish("pro"),
    "down",
    [{ id: "si_plan", price: "price_pro", quantity: 1 }],
  ],
  ["the first line", onPro(), wish("pro", null, 1), "up", [{ price: "price_single", quantity: 1 }]],
  [
    "a third line, which makes a bundle of two",
    onPro(2, singles(2)),
    wish("pro", null, 3),
    "up",
    [
      { id: "si_single", deleted: true },
      { price: "price_bundle", quantity: 1 },
    ],
  ],
  [
    "no lines any more",
    onPro(4, singles(1), bundles(1)),
    wish("pro"),
    "down",
    [
      { id: "si_single", deleted: true },
      { id: "si_bundle", deleted: true },
    ],
  ],
  [
    "more of one and less of another, as the sum says",
    onTeam(5, 3, bundles(1)),
    wish("team", 6),
    "up",
    [
      { id: "si_plan", quantity: 6 },
      { id: "si_bundle", deleted: true },
    ],
  ],
  ["what there is", onTeam(5, 3, bundles(1)), wish("team", 5, 3), "none", []],
] as const)("%s", (_, current, wished, direction, items) => {
  expect(planChange(current, wished, offer, nothingUsed)).toMatchObject({ direction, items });
});

test("up begins at once; down at the period's end unless asked otherwise", () => {
  expect(planChange(onTeam(5), wish("team", 6), offer, nothingUsed).times).toEqual(["now"]);
  expect(planChange(onTeam(5), wish("team", 4), offer, nothingUsed).times).toEqual([
    "period_end",
    "now",
  ]);
  expect(planChange(onTeam(5), wish("team", 5), offer, nothingUsed).times).toEqual([]);
});

test("what is bought stays at its price, what comes anew has today's", () => {
  const old = { ...team(5), priceId: "price_team_2024", amountCents: 1900 };
  const current = { ...onTeam(5), items: [old] };
  expect(planChange(current, wish("team", 6, 1), offer, nothingUsed)).toMatchObject({
    direction: "up",
    wanted: [
      { price: "price_team_2024", quantity: 6 },
      { price: "price_single", quantity: 1 },
    ],
    monthlyCents: 6 * 1900 + 1000,
  });
});

test("of two items for the same thing one is left", () => {
  const current = onPro(2, singles(1), { ...singles(1), id: "si_again" });
  expect(planChange(current, wish("pro", null, 2), offer, nothingUsed).items).toEqual([
    { id: "si_single", quantity: 2 },
    { id: "si_again", deleted: true },
  ]);
});

describe("what is used beyond the limits", () => {
  const busy = { seats: 12, simLines: 9, lists: 120 };

  test("stands against a change that lowers them", () => {
    expect(planChange(onTeam(12), wish("pro"), offer, busy).excess).toEqual([
      { what: "seats", used: 12, allowed: 10 },
      { what: "simLines", used: 9, allowed: 5 },
      { what: "lists", used: 120, allowed: 100 },
    ]);
  });

  test("and against one that costs more but allows less of it", () => {
    const plan = planChange(onPro(), wish("team", 4), offer, { ...nothingUsed, seats: 8 });
    expect(plan).toMatchObject({
      direction: "up",
      excess: [{ what: "seats", used: 8, allowed: 4 }],
    });
  });

  test("keeps nobody from more, or from less of something else", () => {
    expect(planChange(onPro(), wish("team", 11), offer, busy).excess).toEqual([]);
    expect(
      planChange(onPro(3, bundles(1)), wish("pro"), offer, { ...busy, simLines: 0 }).excess,
    ).toEqual([]);
  });
});

test.each([
  ["nope", null, "planId", "is no plan"],
  ["free", null, "planId", "costs nothing: cancel the subscription to have it"],
  ["enterprise", null, "planId", "is agreed with us: write to sales@miodiollc.com"],
  ["pro", 3, "seats", "are not sold with this plan"],
  ["team", null, "seats", "must be given for this plan"],
  ["team", 2, "seats", "must be from 3 to 500"],
  ["team", 501, "seats", "must be from 3 to 500"],
])("%s with %s seats is refused", (planId, seats, field, message) => {
  const error = refusal(() => planChange(onPro(), wish(planId, seats), offer, nothingUsed));
  expect(error).toMatchObject({
    code: "invalid_input",
    fields: [{ path: `wish.${field}`, message }],
  });
});

test.each([
  ["past_due", "read_only"],
  ["unpaid", "read_only"],
  ["canceled", "conflict"],
  ["incomplete", "conflict"],
  ["incomplete_expired", "conflict"],
  ["paused", "conflict"],
])("a subscription that is %s cannot be changed: %s", (status, code) => {
  const current = { ...onPro(), status };
  expect(refusal(() => planChange(current, wish("team", 5), offer, nothingUsed)).code).toBe(code);
});

const kinds = record({
  plan: constantFrom("pro", "team"),
  seats: integer({ min: 3, max: 500 }),
  single: nat(4),
  bundle: nat(4),
  planCents: integer({ min: 1, max: 20_000 }),
  others: array(nat(9000), { maxLength: 2 }),
});

test("what Stripe is told makes of what there is what is wanted, and touches nothing else", () => {
  assert(
    property(kinds, kinds, nat(40), (has, to, lines) => {
      const current = currentOf(has);
      const seats = to.plan === "team" ? to.seats : null;
      const plan = planChange(current, wish(to.plan, seats, lines), offer, nothingUsed);

      const then = new Map(current.items.map((item) => [item.id, item]));
      const isNew: { price: string; quantity: number }[] = [];
      for (const change of plan.items) {
        if (!("id" in change)) isNew.push(change);
        else if ("deleted" in change) then.delete(change.id);
        else {
          const before = then.get(change.id);
          if (before === undefined || before.kind === "other") throw new Error(change.id);
          const { quantity, price: priceId = before.priceId } = change;
          then.set(change.id, { ...before, priceId, quantity });
        }
      }
      const kept = [...then.values()].map(({ priceId: price, quantity }) => ({ price, quantity }));
      expect([...kept, ...isNew]).toEqual(plan.wanted);
      expect(plan.simSingles + 3 * plan.simBundles).toBe(lines);
      expect(Number.isSafeInteger(plan.monthlyCents)).toBe(true);
    }),
  );
});

function currentOf(has: {
  plan: string;
  seats: number;
  single: number;
  bundle: number;
  planCents: number;
  others: number[];
}): Current {
  const seats = has.plan === "team" ? has.seats : null;
  const items = [
    { ...(seats === null ? pro : team(seats)), amountCents: has.planCents },
    singles(has.single),
    bundles(has.bundle),
    ...has.others.map((amountCents, at): Item => ({
      id: `si_other_${at}`,
      kind: "other",
      priceId: `price_other_${at}`,
      amountCents,
      lines: 0,
      quantity: 1,
    })),
  ].filter((item) => item.quantity > 0);
  const extraSimLines = has.single + 3 * has.bundle;
  return { planId: has.plan, status: "active", seats, extraSimLines, items };
}

function refusal(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("It was not refused.");
}
