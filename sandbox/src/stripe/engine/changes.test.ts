import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

/** A subscription to the small plan from 1 April 2026 on: a month of 30 days. */
async function subscribe(card = "pm_card_visa", billingMode: "classic" | "flexible" = "flexible") {
  const customer = await world.customer("2026-04-01T00:00:00Z", card);
  const subscription = await world.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: small }],
    billing_mode: { type: billingMode },
  });
  const item = subscription.items.data[0]?.id ?? "";
  return { customer, id: subscription.id, item };
}

describe("an upgrade half-way through the period", () => {
  // https://docs.stripe.com/billing/subscriptions/prorations
  test("waits as two invoice items for the next invoice", async () => {
    const { customer, id, item } = await subscribe();
    await world.advance(customer.clock, "2026-04-16T00:00:00Z");
    await world.stripe.subscriptionItems.update(item, { price: large });
    const pending = await world.stripe.invoiceItems.list({ customer: customer.id, pending: true });
    expect(pending.data.map(({ amount, description }) => [amount, description])).toEqual([
      [1000, "Remaining time on Large after 16 Apr 2026"],
      [-500, "Unused time on Small after 16 Apr 2026"],
    ]);
    const preview = await world.stripe.invoices.createPreview({ subscription: id });
    expect(preview).toMatchObject({ total: 2500, amount_due: 2500, billing_reason: "upcoming" });
    await world.advance(customer.clock, "2026-05-01T01:00:00Z");
    const { latest_invoice } = await world.stripe.subscriptions.retrieve(id, {
      expand: ["latest_invoice"],
    });
    expect(latest_invoice).toMatchObject({ status: "paid", amount_paid: 2500 });
  });

  test("is invoiced at once where that is asked for, as its preview said", async () => {
    const { customer, id, item } = await subscribe();
    await world.advance(customer.clock, "2026-04-16T00:00:00Z");
    const prorationDate = at("2026-04-16T00:00:00Z");
    const preview = await world.stripe.invoices.createPreview({
      subscription: id,
      subscription_details: {
        items: [{ id: item, price: large, quantity: 3 }],
        proration_behavior: "always_invoice",
        proration_date: prorationDate,
      },
    });
    const lines = (invoice: {
      lines: { data: { amount: number; description: string | null }[] };
    }) => invoice.lines.data.map(({ amount, description }) => [amount, description]);
    expect(lines(preview)).toEqual([
      [-500, "Unused time on Small after 16 Apr 2026"],
      [3000, "Remaining time on 3 × Large after 16 Apr 2026"],
    ]);
    const updated = await world.stripe.subscriptions.update(id, {
      items: [{ id: item, price: large, quantity: 3 }],
      proration_behavior: "always_invoice",
      proration_date: prorationDate,
      expand: ["latest_invoice"],
    });
    const invoice = updated.latest_invoice;
    if (typeof invoice !== "object" || !invoice) throw new Error("not expanded");
    expect(lines(invoice)).toEqual(lines(preview));
    expect(invoice).toMatchObject({
      amount_paid: 2500,
      billing_reason: "subscription_update",
      status: "paid",
      lines: {
        data: [
          {
            parent: {
              subscription_item_details: {
                proration: true,
                subscription_item: item,
                proration_details: { credited_items: { invoice_line_items: [expect.any(String)] } },
              },
            },
          },
          { parent: { subscription_item_details: { proration: true, subscription_item: item } } },
        ],
      },
    });
    expect(updated.items.data[0]).toMatchObject({
      current_period_end: at("2026-05-01T00:00:00Z"),
      price: { id: large },
      quantity: 3,
    });
  });

  test("changes nothing but the next invoice where no proration is wanted", async () => {
    const { customer, id, item } = await subscribe();
    await world.advance(customer.clock, "2026-04-16T00:00:00Z");
    await world.stripe.subscriptionItems.update(item, {
      price: large,
      proration_behavior: "none",
    });
    const preview = await world.stripe.invoices.createPreview({ subscription: id });
    expect(preview.lines.data.map(({ amount }) => amount)).toEqual([2000]);
  });

  // https://docs.stripe.com/billing/subscriptions/billing-mode/compare
  test.each([
    ["classic", [-1000, 1500]],
    ["flexible", [-500, 1500]],
  ] as const)(
    "after one without proration credits the current price in classic, what was billed in flexible: %s",
    async (billingMode, expected) => {
      const largest = await world.price(3000, "Largest");
      const { customer, id, item } = await subscribe("pm_card_visa", billingMode);
      await world.stripe.subscriptionItems.update(item, {
        price: large,
        proration_behavior: "none",
      });
      await world.advance(customer.clock, "2026-04-16T00:00:00Z");
      const preview = await world.stripe.invoices.createPreview({
        subscription: id,
        subscription_details: {
          items: [{ id: item, price: largest }],
          proration_behavior: "always_invoice",
        },
      });
      expect(preview.lines.data.map(({ amount }) => amount)).toEqual(expected);
    },
  );
});

describe("a downgrade at once", () => {
  // https://docs.stripe.com/billing/customer/balance
  test("leaves a credit that the next invoices use up", async () => {
    const { customer, id, item } = await subscribe();
    await world.stripe.subscriptions.update(id, {
      items: [{ id: item, price: large, quantity: 4 }],
      proration_behavior: "always_invoice",
    });
    await world.advance(customer.clock, "2026-04-16T00:00:00Z");
    const { latest_invoice: credit } = await world.stripe.subscriptions.update(id, {
      items: [{ id: item, price: small, quantity: 1 }],
      proration_behavior: "always_invoice",
      expand: ["latest_invoice"],
    });
    expect(credit).toMatchObject({
      total: -3500,
      amount_due: 0,
      starting_balance: 0,
      ending_balance: -3500,
      status: "paid",
    });
    expect(await world.stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -3500 });
    await world.advance(customer.clock, "2026-05-01T02:00:00Z");
    const { latest_invoice: next } = await world.stripe.subscriptions.retrieve(id, {
      expand: ["latest_invoice"],
    });
    expect(next).toMatchObject({
      total: 1000,
      amount_due: 0,
      starting_balance: -3500,
      ending_balance: -2500,
      status: "paid",
    });
    const { data } = await world.stripe.customers.listBalanceTransactions(customer.id);
    expect(data.map(({ amount, ending_balance, type }) => [amount, ending_balance, type])).toEqual([
      [1000, -2500, "applied_to_invoice"],
      [-3500, -3500, "applied_to_invoice"],
    ]);
  });
});

describe("items", () => {
  test("are added, removed with a credit, and the last one stays", async () => {
    const { id, item } = await subscribe();
    const added = await world.stripe.subscriptionItems.create({
      subscription: id,
      price: large,
      quantity: 2,
      proration_behavior: "always_invoice",
    });
    expect(await world.stripe.subscriptionItems.del(added.id)).toEqual({
      id: added.id,
      object: "subscription_item",
      deleted: true,
    });
    const after = await world.stripe.subscriptions.retrieve(id);
    expect(after.items.data.map((left) => left.id)).toEqual([item]);
    const preview = await world.stripe.invoices.createPreview({ subscription: id });
    expect(preview.lines.data.map(({ amount }) => amount)).toEqual([-4000, 1000]);
    const refusal = await refusalOf(world.stripe.subscriptionItems.del(item));
    expect(refusal.message).toContain("at least one active plan");
  });

  test("of a price twice, of an unknown parameter and of what is not simulated are refused", async () => {
    const { id } = await subscribe();
    const twice = await refusalOf(
      world.stripe.subscriptionItems.create({ subscription: id, price: small }),
    );
    expect(twice.statusCode).toBe(400);
    const unknown = await refusalOf(
      world.stripe.subscriptions.update(id, JSON.parse('{"prorate":"true"}')),
    );
    expect(unknown).toMatchObject({ code: "parameter_unknown", param: "prorate" });
    const thresholds = await refusalOf(
      world.stripe.subscriptions.update(id, { billing_thresholds: { amount_gte: 100 } }),
    );
    expect(thresholds.code).toBe("sandbox_not_simulated");
  });
});
