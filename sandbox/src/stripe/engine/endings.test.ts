import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, refusalOf, startTestStripe, type TestStripe } from "../startTestStripe.ts";

let world: TestStripe;
let price: string;
beforeAll(async () => {
  world = await startTestStripe();
  price = await world.price(3000, "Team");
});
afterAll(() => world.stop());

async function subscribe(card = "pm_card_visa") {
  const customer = await world.customer("2026-04-01T00:00:00Z", card);
  const subscription = await world.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price }],
    payment_behavior: "allow_incomplete",
  });
  return { customer, id: subscription.id };
}

// https://docs.stripe.com/billing/subscriptions/cancel
describe("a cancellation", () => {
  test("at the period's end can be taken back until then", async () => {
    const { customer, id } = await subscribe();
    const asked = await world.stripe.subscriptions.update(id, {
      cancel_at_period_end: true,
      cancellation_details: { comment: "Too loud", feedback: "other" },
    });
    expect(asked).toMatchObject({
      cancel_at: at("2026-05-01T00:00:00Z"),
      cancel_at_period_end: true,
      canceled_at: at("2026-04-01T00:00:00Z"),
      cancellation_details: { comment: "Too loud", reason: "cancellation_requested" },
      status: "active",
    });
    const none = await refusalOf(world.stripe.invoices.createPreview({ subscription: id }));
    expect(none).toMatchObject({ statusCode: 404, code: "invoice_upcoming_none" });
    const kept = await world.stripe.subscriptions.update(id, { cancel_at_period_end: false });
    expect(kept).toMatchObject({ cancel_at: null, cancel_at_period_end: false, canceled_at: null });
    await world.stripe.subscriptions.update(id, { cancel_at_period_end: true });
    await world.advance(customer.clock, "2026-05-01T00:00:00Z");
    expect(await world.stripe.subscriptions.retrieve(id)).toMatchObject({
      canceled_at: at("2026-04-01T00:00:00Z"),
      ended_at: at("2026-05-01T00:00:00Z"),
      status: "canceled",
    });
    expect((await world.events(customer.id)).at(-1)).toBe("customer.subscription.deleted");
    const { data } = await world.stripe.invoices.list({ subscription: id });
    expect(data).toHaveLength(1);
  });

  // https://docs.stripe.com/billing/subscriptions/billing-mode/compare: how the portal says it in flexible billing.
  test("by a time alone leaves `cancel_at_period_end` false", async () => {
    const { id } = await subscribe();
    expect(
      await world.stripe.subscriptions.update(id, { cancel_at: "max_period_end" }),
    ).toMatchObject({ cancel_at: at("2026-05-01T00:00:00Z"), cancel_at_period_end: false });
  });

  test("in a later period bills that period in part", async () => {
    const { customer, id } = await subscribe();
    await world.stripe.subscriptions.update(id, { cancel_at: at("2026-05-16T12:00:00Z") });
    await world.advance(customer.clock, "2026-05-02T00:00:00Z");
    const { latest_invoice, items } = await world.stripe.subscriptions.retrieve(id, {
      expand: ["latest_invoice"],
    });
    expect(items.data[0]?.current_period_end).toBe(at("2026-05-16T12:00:00Z"));
    expect(latest_invoice).toMatchObject({ amount_paid: 1500 });
    await world.advance(customer.clock, "2026-05-16T12:00:00Z");
    expect((await world.stripe.subscriptions.retrieve(id)).status).toBe("canceled");
  });

  test("at once gives back what is left where it is asked to", async () => {
    const { customer, id } = await subscribe();
    await world.advance(customer.clock, "2026-04-16T00:00:00Z");
    const ended = await world.stripe.subscriptions.cancel(id, {
      prorate: true,
      invoice_now: true,
      expand: ["latest_invoice"],
    });
    expect(ended).toMatchObject({
      ended_at: at("2026-04-16T00:00:00Z"),
      latest_invoice: { total: -1500, status: "paid" },
      status: "canceled",
    });
    expect(await world.stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -1500 });
    const refusal = await refusalOf(
      world.stripe.subscriptions.update(id, { cancel_at_period_end: true }),
    );
    expect(refusal.code).toBe("invalid_canceled_subscription_fields");
    const renamed = await world.stripe.subscriptions.update(id, { metadata: { why: "moved" } });
    expect(renamed.metadata).toEqual({ why: "moved" });
  });
});

// https://docs.stripe.com/billing/subscriptions/trials
describe("a trial", () => {
  const trial = (customer: string, more: object = {}) =>
    world.stripe.subscriptions.create({
      customer,
      items: [{ price }],
      trial_period_days: 14,
      ...more,
    });

  test("costs nothing, is announced three days before its end, and then is paid", async () => {
    const customer = await world.customer("2026-04-01T00:00:00Z", "pm_card_visa");
    const { id, status, trial_end, billing_cycle_anchor } = await trial(customer.id);
    expect([status, trial_end, billing_cycle_anchor]).toEqual([
      "trialing",
      at("2026-04-15T00:00:00Z"),
      at("2026-04-15T00:00:00Z"),
    ]);
    const notice = "customer.subscription.trial_will_end";
    expect(await world.events(customer.id, notice)).toEqual([]);
    await world.advance(customer.clock, "2026-04-12T00:00:00Z");
    expect(await world.events(customer.id, notice)).toEqual([notice]);
    await world.advance(customer.clock, "2026-04-15T01:00:00Z");
    expect(await world.events(customer.id, notice)).toEqual([notice]);
    const after = await world.stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] });
    expect(after).toMatchObject({
      status: "active",
      latest_invoice: { amount_paid: 3000, billing_reason: "subscription_cycle" },
    });
    expect(after.items.data[0]?.current_period_end).toBe(at("2026-05-15T00:00:00Z"));
  });

  test("that ends at once is billed at once, from now on", async () => {
    const customer = await world.customer("2026-04-01T00:00:00Z", "pm_card_visa");
    const { id } = await trial(customer.id);
    await world.advance(customer.clock, "2026-04-05T00:00:00Z");
    const after = await world.stripe.subscriptions.update(id, {
      trial_end: "now",
      expand: ["latest_invoice"],
    });
    expect(after).toMatchObject({
      billing_cycle_anchor: at("2026-04-05T00:00:00Z"),
      latest_invoice: { amount_paid: 3000 },
      status: "active",
    });
  });

  test("without a card pauses where that was said, and resumes with one", async () => {
    const customer = await world.customer("2026-04-01T00:00:00Z");
    const { id } = await trial(customer.id, {
      trial_settings: { end_behavior: { missing_payment_method: "pause" } },
    });
    await world.advance(customer.clock, "2026-04-20T00:00:00Z");
    expect((await world.stripe.subscriptions.retrieve(id)).status).toBe("paused");
    const { id: card } = await world.stripe.paymentMethods.attach("pm_card_visa", {
      customer: customer.id,
    });
    await world.stripe.subscriptions.update(id, { default_payment_method: card });
    const resumed = await world.stripe.subscriptions.resume(id);
    expect([resumed.status, resumed.items.data[0]?.current_period_start]).toEqual([
      "active",
      at("2026-04-20T00:00:00Z"),
    ]);
    expect(await world.events(customer.id, "customer.subscription.resumed")).toHaveLength(1);
  });
});

// https://docs.stripe.com/api/subscriptions/pause
describe("a paused subscription", () => {
  test("is not billed, keeps a credit for what was unused, and goes on from its return", async () => {
    const { customer, id } = await subscribe();
    await world.advance(customer.clock, "2026-04-16T00:00:00Z");
    const paused = await world.stripe.subscriptions.pause(id);
    expect(paused).toMatchObject({
      status: "paused",
      status_details: { paused: { subscription: { type: "pause_requested" } } },
    });
    await world.advance(customer.clock, "2026-07-10T00:00:00Z");
    expect((await world.stripe.invoices.list({ subscription: id })).data).toHaveLength(1);
    const resumed = await world.stripe.subscriptions.resume(id, { expand: ["latest_invoice"] });
    expect(resumed).toMatchObject({
      status: "active",
      latest_invoice: { amount_paid: 1500, total: 1500 },
    });
    expect(resumed.items.data[0]?.current_period_end).toBe(at("2026-08-10T00:00:00Z"));
    expect(await world.events(customer.id, "customer.subscription.")).toEqual([
      "customer.subscription.created",
      "customer.subscription.updated",
      "customer.subscription.updated",
      "customer.subscription.paused",
      "customer.subscription.updated",
      "customer.subscription.updated",
      "customer.subscription.resumed",
    ]);
  });

  test("stays so where nobody pays for its return within 23 hours", async () => {
    const { customer, id } = await subscribe();
    await world.stripe.subscriptions.pause(id, {
      bill_for: { unused_time_from: { type: "none" } },
    });
    const { id: bad } = await world.stripe.paymentMethods.attach("pm_card_chargeCustomerFail", {
      customer: customer.id,
    });
    await world.stripe.subscriptions.update(id, { default_payment_method: bad });
    await world.stripe.subscriptions.resume(id);
    await world.advance(customer.clock, "2026-04-01T23:00:00Z");
    const after = await world.stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] });
    expect(after).toMatchObject({ status: "paused", latest_invoice: { status: "void" } });
  });
});

// https://docs.stripe.com/billing/subscriptions/pause-payment
describe("a paused collection", () => {
  test.each([
    ["void", "void"],
    ["mark_uncollectible", "uncollectible"],
    ["keep_as_draft", "draft"],
  ] as const)(
    "of behavior %s leaves its invoices %s, the subscription active",
    async (behavior, status) => {
      const { customer, id } = await subscribe();
      await world.stripe.subscriptions.update(id, { pause_collection: { behavior } });
      await world.advance(customer.clock, "2026-05-01T02:00:00Z");
      const subscription = await world.stripe.subscriptions.retrieve(id, {
        expand: ["latest_invoice"],
      });
      expect(subscription).toMatchObject({ status: "active", latest_invoice: { status } });
    },
  );
});

describe("money back", () => {
  test("is refunded in parts until nothing is left", async () => {
    const { customer } = await subscribe();
    const { data } = await world.stripe.charges.list({ customer: customer.id });
    const charge = data[0]?.id ?? "";
    await world.stripe.refunds.create({ charge, amount: 1000 });
    await world.stripe.refunds.create({ charge });
    expect(await world.stripe.charges.retrieve(charge)).toMatchObject({
      amount_refunded: 3000,
      refunded: true,
    });
    const refusal = await refusalOf(world.stripe.refunds.create({ charge }));
    expect(refusal.code).toBe("charge_already_refunded");
    expect(await world.events(customer.id, "charge.refunded")).toHaveLength(2);
  });

  test("is disputed by the card that does so", async () => {
    const { customer } = await subscribe("pm_card_createDispute");
    const { data } = await world.stripe.charges.list({ customer: customer.id });
    expect(data[0]?.disputed).toBe(true);
    const disputes = await world.stripe.disputes.list({ charge: data[0]?.id ?? "" });
    expect(disputes.data).toMatchObject([{ amount: 3000, status: "needs_response" }]);
  });
});
