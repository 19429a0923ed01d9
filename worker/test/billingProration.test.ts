import type { Wish } from "#shared/billing";
import * as fc from "fast-check";
import type { Stripe } from "stripe";
import { expect, test } from "vitest";
import { advanceTo, BEGIN, invoicesOf, subscribe } from "./subscriber.ts";

const PERIOD_S = 30 * 86_400;

const wishes: fc.Arbitrary<Wish> = fc
  .record({
    seats: fc.option(fc.integer({ min: 3, max: 40 })),
    extraSimLines: fc.nat(8),
  })
  .map(({ seats, extraSimLines }) => ({
    planId: seats === null ? "pro" : "team",
    seats,
    extraSimLines,
  }));

/** A look is good for half an hour. */
const LASTS_S = 1_800;

/** Wishes, the seconds that pass before each is looked at, and those before it is pressed. */
const lives = fc.array(
  fc.record({ wish: wishes, pause: fc.nat(PERIOD_S / 4 - LASTS_S - 1), delay: fc.nat(LASTS_S) }),
  { minLength: 2, maxLength: 4 },
);

/** What an invoice takes; below zero: what it credits. */
const dueOf = ({ total, amount_due: due }: Stripe.Invoice) => (total < 0 ? total : due);

test(
  "whatever is changed and when, what was shown is what is invoiced, to the cent",
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(lives, async (life) => {
        const subscriber = await subscribe({ team_seat_monthly: 5, sim_single_monthly: 1 });
        const { browser } = subscriber.admin;
        let moment = BEGIN;
        for (const { wish, pause, delay } of life) {
          moment += pause;
          if (pause > 0) await advanceTo(subscriber, moment);
          const shown = await browser.call("previewChange", { body: { wish, when: "now" } });
          const { direction, prorationDate, version, dueNowCents, lines } = shown;
          expect(prorationDate).toBe(moment);
          expect(direction === "up" ? dueNowCents >= 0 : dueNowCents <= 0).toBe(true);

          moment += delay;
          if (delay > 0) await advanceTo(subscriber, moment);
          const before = await invoicesOf(subscriber);
          const id = crypto.randomUUID();
          const body = { id, wish, when: "now", prorationDate, version } as const;
          const { outcome, billing } = await browser.call("changeSubscription", { body });
          expect(outcome).toBe("done");
          expect(billing.subscription).toMatchObject({ ...wish, monthlyCents: shown.monthlyCents });

          const made = (await invoicesOf(subscriber)).slice(0, -before.length);
          expect(made.map((invoice) => [invoice.status, dueOf(invoice)])).toEqual(
            direction === "none" ? [] : [["paid", dueNowCents]],
          );
          expect(made.flatMap((invoice) => invoice.lines.data.map(({ amount }) => amount))).toEqual(
            lines.map(({ amountCents }) => amountCents),
          );
        }
      }),
      { numRuns: 6, endOnFailure: true },
    );
  },
);

test("what is changed and changed back within the same second costs nothing", async () => {
  const subscriber = await subscribe({ team_seat_monthly: 7, sim_bundle_3_monthly: 1 });
  const { browser } = subscriber.admin;
  await advanceTo(subscriber, BEGIN + 1_234_567);
  for (const wish of [
    { planId: "pro", seats: null, extraSimLines: 5 },
    { planId: "team", seats: 7, extraSimLines: 3 },
  ]) {
    const shown = await browser.call("previewChange", { body: { wish, when: "now" } });
    const { prorationDate, version } = shown;
    const id = crypto.randomUUID();
    const body = { id, wish, when: "now", prorationDate, version } as const;
    await browser.call("changeSubscription", { body });
  }
  const [back, there] = await invoicesOf(subscriber);
  expect((back?.total ?? NaN) + (there?.total ?? NaN)).toBe(0);
});
