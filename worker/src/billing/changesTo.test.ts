import { expect, test } from "vitest";
import type { WantedItem } from "../clients/stripe/ItemChange.ts";
import { changesTo } from "./changesTo.ts";
import { isHolding } from "./itemsOf.ts";

const period = { current_period_start: 0, current_period_end: 1 };
const subscription = {
  items: {
    data: [
      { id: "si_1", price: priceOf("price_team"), quantity: 5, ...period },
      { id: "si_2", price: priceOf("price_single"), quantity: 2, ...period },
    ],
  },
};

function priceOf(id: string) {
  return { id, lookup_key: null, metadata: {}, unit_amount: 100 };
}

test("what there is is changed, what is missing comes, what is too much goes", () => {
  expect(
    changesTo(subscription, [
      { price: "price_team", quantity: 3 },
      { price: "price_bundle", quantity: 1 },
    ]),
  ).toEqual([
    { id: "si_1", quantity: 3 },
    { price: "price_bundle", quantity: 1 },
    { id: "si_2", deleted: true },
  ]);
});

test.each<[boolean, readonly WantedItem[]]>([
  [
    true,
    [
      { price: "price_single", quantity: 2 },
      { price: "price_team", quantity: 5 },
    ],
  ],
  [
    false,
    [
      { price: "price_single", quantity: 2 },
      { price: "price_team", quantity: 6 },
    ],
  ],
  [false, [{ price: "price_team", quantity: 5 }]],
])("holding exactly that, in whatever order, is %s", (holds, wanted) => {
  expect(isHolding(subscription, wanted)).toBe(holds);
});
