import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { idOf } from "./idOf.ts";
import { at, refusalOf, startTestStripe, type TestStripe } from "../startTestStripe.ts";

let world: TestStripe;
let small: string;
let large: string;
beforeAll(async () => {
  world = await startTestStripe();
  small = await world.price(1000, "Small");
  large = await world.price(2000, "Large");
});
afterAll(() => world.stop());

async function subscribe() {
  const customer = await world.customer("2026-04-01T00:00:00Z", "pm_card_visa");
  const { id, items } = await world.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: large, quantity: 5 }],
  });
  return { customer, id, item: items.data[0]?.id ?? "" };
}

/** The downgrade that the product plans: large until the period ends, small from then. */
async function downgradeLater(subscription: string) {
  const { id, phases } = await world.stripe.subscriptionSchedules.create({
    from_subscription: subscription,
  });
  const [phase] = phases;
  if (!phase) throw new Error("no phase");
  return world.stripe.subscriptionSchedules.update(id, {
    end_behavior: "release",
    phases: [
      {
        items: [{ price: large, quantity: 5 }],
        start_date: phase.start_date,
        end_date: phase.end_date,
      },
      {
        items: [{ price: small, quantity: 2 }],
        start_date: phase.end_date,
        duration: { interval: "month", interval_count: 1 },
        proration_behavior: "none",
      },
    ],
  });
}

// https://docs.stripe.com/billing/subscriptions/subscription-schedules
describe("a subscription schedule", () => {
  test("begins as the subscription is, and changes nothing by being made", async () => {
    const { customer, id } = await subscribe();
    const schedule = await world.stripe.subscriptionSchedules.create({ from_subscription: id });
    expect(schedule).toMatchObject({
      current_phase: {
        start_date: at("2026-04-01T00:00:00Z"),
        end_date: at("2026-05-01T00:00:00Z"),
      },
      end_behavior: "release",
      phases: [{ items: [{ price: large, quantity: 5 }] }],
      status: "active",
      subscription: id,
    });
    const subscription = await world.stripe.subscriptions.retrieve(id);
    expect(subscription.schedule).toBe(schedule.id);
    expect(await world.events(customer.id, "invoiceitem")).toEqual([]);
    const twice = await refusalOf(
      world.stripe.subscriptionSchedules.create({ from_subscription: id }),
    );
    expect(twice.statusCode).toBe(400);
    const both = await refusalOf(
      world.stripe.subscriptionSchedules.create({ from_subscription: id, metadata: { a: "b" } }),
    );
    expect(both.message).toContain("from_subscription");
  });

  test("brings the next phase with the next period: its invoice bills the new items whole", async () => {
    const { customer, id, item } = await subscribe();
    const schedule = await downgradeLater(id);
    const preview = await world.stripe.invoices.createPreview({ subscription: id });
    expect(preview.lines.data.map(({ amount }) => amount)).toEqual([2000]);
    await world.advance(customer.clock, "2026-05-01T02:00:00Z");
    const subscription = await world.stripe.subscriptions.retrieve(id, {
      expand: ["latest_invoice"],
    });
    expect(subscription.items.data).toMatchObject([
      {
        id: item,
        price: { id: small },
        quantity: 2,
        current_period_end: at("2026-06-01T00:00:00Z"),
      },
    ]);
    expect(subscription.latest_invoice).toMatchObject({ amount_paid: 2000, status: "paid" });
    expect(await world.stripe.subscriptionSchedules.retrieve(schedule.id)).toMatchObject({
      status: "active",
      current_phase: { start_date: at("2026-05-01T00:00:00Z") },
    });
    await world.advance(customer.clock, "2026-06-01T02:00:00Z");
    expect(await world.stripe.subscriptionSchedules.retrieve(schedule.id)).toMatchObject({
      status: "released",
      released_subscription: id,
      subscription: null,
      current_phase: null,
    });
    const after = await world.stripe.subscriptions.retrieve(id);
    expect([after.schedule, after.status]).toEqual([null, "active"]);
  });

  test("that is released leaves the subscription as it is", async () => {
    const { customer, id } = await subscribe();
    const schedule = await downgradeLater(id);
    expect((await world.stripe.subscriptionSchedules.release(schedule.id)).status).toBe("released");
    await world.advance(customer.clock, "2026-05-01T02:00:00Z");
    const { items } = await world.stripe.subscriptions.retrieve(id);
    expect(items.data).toMatchObject([{ price: { id: large }, quantity: 5 }]);
    const again = await refusalOf(world.stripe.subscriptionSchedules.release(schedule.id));
    expect(again.message).toContain("`released` status");
  });

  test("ends the subscription where it was told to", async () => {
    const { customer, id } = await subscribe();
    const { id: schedule } = await world.stripe.subscriptionSchedules.create({
      from_subscription: id,
    });
    await world.stripe.subscriptionSchedules.update(schedule, { end_behavior: "cancel" });
    expect((await world.stripe.subscriptions.retrieve(id)).cancel_at).toBe(
      at("2026-05-01T00:00:00Z"),
    );
    await world.advance(customer.clock, "2026-05-01T00:00:00Z");
    expect((await world.stripe.subscriptions.retrieve(id)).status).toBe("canceled");
    expect((await world.stripe.subscriptionSchedules.retrieve(schedule)).status).toBe("completed");
  });

  test("decides alone when its subscription ends, and is canceled with it", async () => {
    const { id } = await subscribe();
    const schedule = await downgradeLater(id);
    // In the words of https://github.com/dust-tt/dust/pull/32051
    const refusal = await refusalOf(
      world.stripe.subscriptions.update(id, { cancel_at_period_end: true }),
    );
    expect(refusal.message).toBe(
      `The subscription is managed by the subscription schedule \`${schedule.id}\`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.`,
    );
    await world.stripe.subscriptions.cancel(id);
    expect((await world.stripe.subscriptionSchedules.retrieve(schedule.id)).status).toBe(
      "canceled",
    );
  });

  test("takes a direct change of items over into its current phase", async () => {
    const { id, item } = await subscribe();
    const schedule = await downgradeLater(id);
    await world.stripe.subscriptionItems.update(item, { quantity: 7 });
    const { phases } = await world.stripe.subscriptionSchedules.retrieve(schedule.id);
    expect(phases.map(({ items }) => items.map(({ quantity }) => quantity))).toEqual([[7], [2]]);
  });

  test("refuses phases that do not begin where the current one did, or leave a gap", async () => {
    const { id } = await subscribe();
    const schedule = await downgradeLater(id);
    const start = at("2026-04-01T00:00:00Z");
    const items = [{ price: large }];
    const moved = await refusalOf(
      world.stripe.subscriptionSchedules.update(schedule.id, {
        phases: [{ items, start_date: start + 60, end_date: start + 3600 }],
      }),
    );
    const gap = await refusalOf(
      world.stripe.subscriptionSchedules.update(schedule.id, {
        phases: [
          { items, start_date: start, end_date: start + 3600 },
          { items, start_date: start + 3700, end_date: start + 7200 },
        ],
      }),
    );
    expect([moved.param, gap.param]).toEqual(["phases[0][start_date]", "phases[1][start_date]"]);
  });

  // https://docs.stripe.com/changelog/clover/2025-09-30/billing-cycle-anchor-resets-during-phase-computation
  test("counts a phase's length in turns of the billing cycle: 31 January, 28 February, 31 March", async () => {
    const customer = await world.customer("2026-01-31T00:00:00Z", "pm_card_visa");
    const { id } = await world.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: large, quantity: 5 }],
    });
    const { phases } = await downgradeLater(id);
    expect(phases.map(({ end_date }) => end_date)).toEqual([
      at("2026-02-28T00:00:00Z"),
      at("2026-03-31T00:00:00Z"),
    ]);
  });

  test("makes a subscription that begins later", async () => {
    const customer = await world.customer("2026-04-01T00:00:00Z", "pm_card_visa");
    const schedule = await world.stripe.subscriptionSchedules.create({
      customer: customer.id,
      start_date: at("2026-04-10T00:00:00Z"),
      phases: [{ items: [{ price: small }], duration: { interval: "month" } }],
    });
    expect(schedule).toMatchObject({ status: "not_started", subscription: null });
    await world.advance(customer.clock, "2026-04-10T00:00:00Z");
    const { status, subscription } = await world.stripe.subscriptionSchedules.retrieve(schedule.id);
    expect(status).toBe("active");
    expect((await world.stripe.subscriptions.retrieve(idOf(subscription) ?? "")).status).toBe(
      "active",
    );
  });
});
