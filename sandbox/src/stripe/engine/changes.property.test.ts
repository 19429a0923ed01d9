import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestWorld } from "../startTestWorld.ts";
import { createSubscription } from "./createSubscription.ts";
import { subscriptionOf } from "./idOf.ts";
import { previewUpdate } from "./previewInvoice.ts";
import { updateSubscription } from "./updateSubscription.ts";

const START = Date.parse("2026-01-31T12:00:00Z") / 1000;
const PERIOD_SECONDS = 28 * 86_400;

let stage: ReturnType<typeof startTestWorld>;
let prices: string[];
beforeAll(() => {
  stage = startTestWorld(START, "pm_card_visa");
  prices = [0, 99, 1000, 4901, 12_345].map((cents) => stage.price(cents));
});
afterAll(() => stage.stop());

const change = fc.record({
  price: fc.nat(4),
  quantity: fc.integer({ min: 0, max: 40 }),
  at: fc.nat(PERIOD_SECONDS - 1),
  none: fc.boolean(),
});

function subscribe(billingMode: "classic" | "flexible", price: number, quantity: number) {
  const { subscription } = createSubscription(stage.world, {
    customer: stage.customer,
    items: [{ price: prices[price] ?? "", quantity }],
    billingMode,
  });
  return { id: subscription.id, item: subscription.items.data[0]?.id ?? "" };
}

/** What all invoices of a subscription bill and give back in prorations, line by line. */
function prorationsOf(id: string) {
  return stage.world.store
    .list("invoice", stage.customer)
    .filter((invoice) => subscriptionOf(invoice) === id)
    .flatMap(({ lines }) => lines.data);
}

describe("whatever is changed within a period", () => {
  test("no line gives back more than the line that it credits, in whole cents", () => {
    fc.assert(
      fc.property(change, fc.array(change, { minLength: 1, maxLength: 5 }), (first, changes) => {
        stage.world.store.change(() => {
          const { id, item } = subscribe("flexible", first.price, first.quantity);
          for (const next of changes.toSorted((a, b) => a.at - b.at))
            updateSubscription(stage.world, id, {
              items: [{ id: item, price: prices[next.price] ?? "", quantity: next.quantity }],
              prorationDate: START + next.at,
              prorationBehavior: next.none ? "none" : "always_invoice",
            });
          const lines = prorationsOf(id);
          const amounts = new Map(lines.map((line) => [line.id, line.amount]));
          for (const line of lines) {
            expect(Number.isInteger(line.amount)).toBe(true);
            const details = line.parent?.subscription_item_details?.proration_details;
            const credited = details?.credited_items?.invoice_line_items[0];
            // A debit is at least nothing; a credit at most nothing, and at most what it gives back of.
            const least = credited === undefined ? 0 : -(amounts.get(credited) ?? 0);
            const most = credited === undefined ? Infinity : 0;
            expect(line.amount).toBeGreaterThanOrEqual(least);
            expect(line.amount).toBeLessThanOrEqual(most);
          }
          const given = lines.reduce((sum, { amount }) => sum + amount, 0);
          expect(given).toBeGreaterThanOrEqual(0);
        });
      }),
      { numRuns: 25 },
    );
  });

  test.each(["classic", "flexible"] as const)(
    "a change and its way back at the same second cost nothing, and the preview says so too: %s",
    (billingMode) => {
      fc.assert(
        fc.property(change, change, (first, next) => {
          fc.pre(first.price !== next.price || first.quantity !== next.quantity);
          stage.world.store.change(() => {
            const { id, item } = subscribe(billingMode, first.price, first.quantity);
            const turn = ({ price, quantity }: typeof first) =>
              ({
                items: [{ id: item, price: prices[price] ?? "", quantity }],
                prorationDate: START + next.at,
                prorationBehavior: "always_invoice",
              }) as const;
            const there = previewUpdate(stage.world, id, turn(next)).total;
            updateSubscription(stage.world, id, turn(next));
            const back = previewUpdate(stage.world, id, turn(first)).total;
            expect(there + back).toBe(0);
            updateSubscription(stage.world, id, turn(first));
            const [last, before] = stage.world.store
              .list("invoice", stage.customer)
              .filter((invoice) => subscriptionOf(invoice) === id);
            expect([before?.total, last?.total]).toEqual([there, back]);
          });
        }),
        { numRuns: 15 },
      );
    },
  );
});
