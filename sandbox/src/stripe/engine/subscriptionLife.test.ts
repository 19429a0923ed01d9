import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, refusalOf, startTestStripe, type TestStripe } from "../startTestStripe.ts";

let world: TestStripe;
beforeAll(async () => {
  world = await startTestStripe();
});
afterAll(() => world.stop());

const periods = (items: { current_period_start: number; current_period_end: number }[]) =>
  items.map((item) =>
    [item.current_period_start, item.current_period_end].map((seconds) =>
      new Date(seconds * 1000).toISOString().slice(0, 10),
    ),
  );

describe("a new subscription", () => {
  test("is paid by the customer's card, and its events tell so in order", async () => {
    const customer = await world.customer("2026-01-10T12:00:00Z", "pm_card_visa");
    const subscription = await world.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: await world.price(4900, "Pro"), quantity: 2 }],
      expand: ["latest_invoice.payments", "latest_invoice.confirmation_secret"],
    });
    expect(subscription.status).toBe("active");
    expect(subscription.billing_mode.type).toBe("flexible");
    expect(periods(subscription.items.data)).toEqual([["2026-01-10", "2026-02-10"]]);
    const invoice = subscription.latest_invoice;
    if (typeof invoice !== "object" || !invoice) throw new Error("not expanded");
    expect(invoice).toMatchObject({
      amount_due: 9800,
      amount_paid: 9800,
      amount_remaining: 0,
      attempt_count: 1,
      billing_reason: "subscription_create",
      ending_balance: 0,
      parent: { subscription_details: { subscription: subscription.id } },
      starting_balance: 0,
      status: "paid",
      lines: {
        data: [
          {
            amount: 9800,
            description: "2 × Pro (at $49.00 / month)",
            quantity: 2,
            parent: { subscription_item_details: { proration: false } },
          },
        ],
      },
      payments: { data: [{ status: "paid", amount_paid: 9800 }] },
      confirmation_secret: { type: "payment_intent" },
    });
    expect(invoice.number).toMatch(/^[0-9A-Z]{8}-0001$/);
    expect(await world.events(customer.id)).toEqual([
      "customer.created",
      "payment_method.attached",
      "customer.updated",
      "customer.updated",
      "customer.subscription.created",
      "invoice.created",
      "payment_intent.created",
      "invoice.finalized",
      "charge.succeeded",
      "payment_intent.succeeded",
      "invoice.updated",
      "invoice.paid",
      "invoice.payment_succeeded",
      "customer.subscription.updated",
    ]);
  });

  // https://docs.stripe.com/billing/subscriptions/billing-cycle
  test("of 31 January turns on the last day of February and on 31 March", async () => {
    const customer = await world.customer("2026-01-31T12:00:00Z", "pm_card_visa");
    const { id } = await world.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: await world.price(1000) }],
    });
    const seen = [];
    for (const to of ["2026-02-28T13:30:00Z", "2026-03-31T13:30:00Z", "2026-04-30T13:30:00Z"]) {
      await world.advance(customer.clock, to);
      const { items } = await world.stripe.subscriptions.retrieve(id);
      seen.push(...periods(items.data));
    }
    expect(seen).toEqual([
      ["2026-02-28", "2026-03-31"],
      ["2026-03-31", "2026-04-30"],
      ["2026-04-30", "2026-05-31"],
    ]);
    const invoices = await world.stripe.invoices.list({ subscription: id });
    expect(invoices.data.map(({ status, amount_paid }) => [status, amount_paid])).toEqual(
      Array.from({ length: 4 }, () => ["paid", 1000]),
    );
  });

  // https://docs.stripe.com/billing/invoices/subscription#subscription-renewal
  test("renews with a draft that is finalized and paid an hour later", async () => {
    const customer = await world.customer("2026-01-10T12:00:00Z", "pm_card_visa");
    const { id } = await world.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: await world.price(1000) }],
    });
    await world.advance(customer.clock, "2026-02-03T12:00:00Z");
    const [upcoming] = (await world.stripe.events.list({ type: "invoice.upcoming" })).data;
    expect(upcoming?.data.object).toMatchObject({ billing_reason: "upcoming", total: 1000 });
    expect(upcoming?.data.object).not.toHaveProperty("id");
    await world.advance(customer.clock, "2026-02-10T12:30:00Z");
    const subscription = await world.stripe.subscriptions.retrieve(id, {
      expand: ["latest_invoice"],
    });
    expect(subscription.latest_invoice).toMatchObject({
      status: "draft",
      billing_reason: "subscription_cycle",
      automatically_finalizes_at: at("2026-02-10T13:00:00Z"),
      number: null,
    });
    await world.advance(customer.clock, "2026-02-10T13:00:00Z");
    const { latest_invoice } = await world.stripe.subscriptions.retrieve(id, {
      expand: ["latest_invoice"],
    });
    expect(latest_invoice).toMatchObject({ status: "paid", amount_paid: 1000 });
  });

  test("without a card is refused, or waits as `incomplete` where that is asked for", async () => {
    const customer = await world.customer("2026-01-10T12:00:00Z");
    const items = [{ price: await world.price(1000) }];
    const refusal = await refusalOf(
      world.stripe.subscriptions.create({ customer: customer.id, items }),
    );
    expect(refusal).toMatchObject({ statusCode: 400, code: "resource_missing" });
    const subscription = await world.stripe.subscriptions.create({
      customer: customer.id,
      items,
      payment_behavior: "default_incomplete",
    });
    expect(subscription.status).toBe("incomplete");
    // https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses
    await world.advance(customer.clock, "2026-01-11T11:00:00Z");
    const expired = await world.stripe.subscriptions.retrieve(subscription.id, {
      expand: ["latest_invoice"],
    });
    expect(expired).toMatchObject({
      status: "incomplete_expired",
      latest_invoice: { status: "void" },
    });
  });

  test("of a card that declines stays incomplete, or is not made at all", async () => {
    const customer = await world.customer("2026-01-10T12:00:00Z", "pm_card_chargeCustomerFail");
    const items = [{ price: await world.price(1000) }];
    const refusal = await refusalOf(
      world.stripe.subscriptions.create({
        customer: customer.id,
        items,
        payment_behavior: "error_if_incomplete",
      }),
    );
    expect(refusal).toMatchObject({ statusCode: 402, code: "card_declined" });
    const none = await world.stripe.subscriptions.list({ customer: customer.id, status: "all" });
    expect(none.data).toEqual([]);
    const subscription = await world.stripe.subscriptions.create({ customer: customer.id, items });
    expect(subscription.status).toBe("incomplete");
  });
});

describe("a renewal that fails", () => {
  test("is past due, tried four times over three weeks, and then ends the subscription", async () => {
    const customer = await world.customer("2026-01-10T12:00:00Z", "pm_card_visa");
    const { id } = await world.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: await world.price(1000) }],
    });
    const bad = await world.stripe.paymentMethods.attach("pm_card_chargeCustomerFail", {
      customer: customer.id,
    });
    await world.stripe.subscriptions.update(id, { default_payment_method: bad.id });
    await world.advance(customer.clock, "2026-02-10T14:00:00Z");
    const due = await world.stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] });
    expect(due).toMatchObject({
      status: "past_due",
      latest_invoice: {
        status: "open",
        attempt_count: 1,
        next_payment_attempt: at("2026-02-13T13:00:00Z"),
      },
    });
    await world.advance(customer.clock, "2026-03-02T14:00:00Z");
    const { data } = await world.stripe.invoices.list({ subscription: id, status: "open" });
    expect(data[0]).toMatchObject({ attempt_count: 3, attempted: true });
    await world.advance(customer.clock, "2026-03-03T14:00:00Z");
    const ended = await world.stripe.subscriptions.retrieve(id);
    expect(ended).toMatchObject({
      status: "canceled",
      cancellation_details: { reason: "payment_failed" },
    });
    const left = await world.stripe.invoices.list({ subscription: id, status: "open" });
    expect(left.data).toMatchObject([{ attempt_count: 4, next_payment_attempt: null }]);
  });

  test("is active again once another card has paid the invoice", async () => {
    const customer = await world.customer("2026-01-10T12:00:00Z", "pm_card_visa");
    const { id } = await world.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: await world.price(1000) }],
    });
    const bad = await world.stripe.paymentMethods.attach("pm_card_chargeCustomerFail", {
      customer: customer.id,
    });
    await world.stripe.subscriptions.update(id, { default_payment_method: bad.id });
    await world.advance(customer.clock, "2026-02-10T14:00:00Z");
    const { data } = await world.stripe.invoices.list({ subscription: id, status: "open" });
    const invoice = data[0]?.id ?? "";
    const refusal = await refusalOf(world.stripe.invoices.pay(invoice));
    expect(refusal).toMatchObject({ statusCode: 402, decline_code: "generic_decline" });
    const kept = await world.stripe.invoices.retrieve(invoice);
    expect(kept.attempt_count).toBe(2);
    const good = await world.stripe.paymentMethods.attach("pm_card_visa", {
      customer: customer.id,
    });
    const paid = await world.stripe.invoices.pay(invoice, { payment_method: good.id });
    expect(paid.status).toBe("paid");
    expect((await world.stripe.subscriptions.retrieve(id)).status).toBe("active");
  });
});
