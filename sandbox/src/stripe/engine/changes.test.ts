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

/** A subscription to the small plan from 1 to 31 January 2026 and on (30 days in April). */
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

// https://docs.stripe.com/billing/subscriptions/pending-updates
describe("an update that waits for its payment", () => {
  const upgrade = (id: string, item: string) =>
    world.stripe.subscriptions.update(id, {
      items: [{ id: item, price: large }],
      payment_behavior: "pending_if_incomplete",
      proration_behavior: "always_invoice",
      expand: ["latest_invoice.payments"],
    });
  const failing = async (customer: string, card: string) => {
    const { id } = await world.stripe.paymentMethods.attach(card, { customer });
    await world.stripe.customers.update(customer, {
      invoice_settings: { default_payment_method: id },
    });
  };

  test("counts at once where the card pays", async () => {
    const { customer, id, item } = await subscribe();
    const updated = await upgrade(id, item);
    expect(updated.pending_update).toBeNull();
    expect(updated.items.data[0]?.price.id).toBe(large);
    expect(updated.latest_invoice).toMatchObject({ status: "paid", amount_paid: 1000 });
    expect(await world.events(customer.id, "customer.subscription.pending")).toEqual([]);
  });

  test("changes nothing where the card declines, until the invoice is paid with another", async () => {
    const { customer, id, item } = await subscribe();
    await failing(customer.id, "pm_card_chargeCustomerFail");
    const updated = await upgrade(id, item);
    expect(updated.status).toBe("active");
    expect(updated.items.data[0]?.price.id).toBe(small);
    expect(updated.pending_update).toMatchObject({
      expires_at: at("2026-04-01T23:00:00Z"),
      subscription_items: [{ id: item, price: { id: large } }],
    });
    const invoice = updated.latest_invoice;
    if (typeof invoice !== "object" || !invoice) throw new Error("not expanded");
    expect(invoice).toMatchObject({ status: "open", amount_due: 1000 });
    const { id: good } = await world.stripe.paymentMethods.attach("pm_card_visa", {
      customer: customer.id,
    });
    await world.stripe.invoices.pay(invoice.id, { payment_method: good });
    const after = await world.stripe.subscriptions.retrieve(id);
    expect(after.pending_update).toBeNull();
    expect(after.items.data[0]?.price.id).toBe(large);
    expect(await world.events(customer.id, "customer.subscription.")).toEqual([
      "customer.subscription.created",
      "customer.subscription.updated",
      "customer.subscription.updated",
      "customer.subscription.updated",
      "customer.subscription.pending_update_applied",
    ]);
    const preview = await world.stripe.invoices.createPreview({
      subscription: id,
      subscription_details: {
        items: [{ id: item, price: small }],
        proration_behavior: "always_invoice",
      },
    });
    expect(preview.lines.data.map(({ amount }) => amount)).toEqual([-2000, 1000]);
  });

  test("is dropped after 23 hours, its invoice void, and what that took of the balance given back", async () => {
    const { customer, id, item } = await subscribe();
    await failing(customer.id, "pm_card_chargeCustomerFail");
    await world.stripe.customers.createBalanceTransaction(customer.id, {
      amount: -400,
      currency: "usd",
    });
    const { latest_invoice: invoice } = await upgrade(id, item);
    expect(invoice).toMatchObject({ amount_due: 600, ending_balance: 0, starting_balance: -400 });
    await world.advance(customer.clock, "2026-04-01T23:00:00Z");
    const after = await world.stripe.subscriptions.retrieve(id);
    expect(after).toMatchObject({ pending_update: null, status: "active" });
    expect(after.items.data[0]?.price.id).toBe(small);
    if (typeof invoice !== "object" || !invoice) throw new Error("not expanded");
    expect((await world.stripe.invoices.retrieve(invoice.id)).status).toBe("void");
    expect(await world.stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -400 });
    expect(await world.events(customer.id, "customer.subscription.pending")).toEqual([
      "customer.subscription.pending_update_expired",
    ]);
  });

  test("asks for 3-D Secure by its payment intent", async () => {
    const { customer, id, item } = await subscribe();
    await failing(customer.id, "pm_card_threeDSecure2Required");
    const updated = await upgrade(id, item);
    const invoice = updated.latest_invoice;
    if (typeof invoice !== "object" || !invoice) throw new Error("not expanded");
    const intent = invoice.payments?.data[0]?.payment.payment_intent;
    const { status, next_action } = await world.stripe.paymentIntents.retrieve(idOf(intent) ?? "");
    expect([status, next_action?.type]).toEqual(["requires_action", "use_stripe_sdk"]);
    expect(updated.pending_update).not.toBeNull();
    expect(await world.events(customer.id, "invoice.payment_action")).toEqual([
      "invoice.payment_action_required",
    ]);
  });

  // https://docs.stripe.com/billing/subscriptions/pending-updates-reference#supported-attributes
  test("takes what bears on billing and nothing else", async () => {
    const { id } = await subscribe();
    const refusal = await refusalOf(
      world.stripe.subscriptions.update(id, {
        payment_behavior: "pending_if_incomplete",
        metadata: { seats: "3" },
      }),
    );
    expect(refusal).toMatchObject({ statusCode: 400, param: "metadata" });
  });
});

describe("an upgrade that must be paid", () => {
  test("is refused and undone where the card declines", async () => {
    const { customer, id, item } = await subscribe();
    const { id: bad } = await world.stripe.paymentMethods.attach("pm_card_chargeCustomerFail", {
      customer: customer.id,
    });
    await world.stripe.subscriptions.update(id, { default_payment_method: bad });
    const before = await world.stripe.subscriptions.retrieve(id);
    const refusal = await refusalOf(
      world.stripe.subscriptions.update(id, {
        items: [{ id: item, price: large }],
        payment_behavior: "error_if_incomplete",
        proration_behavior: "always_invoice",
      }),
    );
    expect(refusal).toMatchObject({ statusCode: 402, code: "card_declined" });
    expect(await world.stripe.subscriptions.retrieve(id)).toEqual(before);
  });

  test("stays, past due, where it may be incomplete", async () => {
    const { customer, id, item } = await subscribe();
    const { id: bad } = await world.stripe.paymentMethods.attach("pm_card_chargeCustomerFail", {
      customer: customer.id,
    });
    await world.stripe.subscriptions.update(id, { default_payment_method: bad });
    const updated = await world.stripe.subscriptions.update(id, {
      items: [{ id: item, price: large }],
      proration_behavior: "always_invoice",
    });
    expect(updated.status).toBe("past_due");
    expect(updated.items.data[0]?.price.id).toBe(large);
  });
});
