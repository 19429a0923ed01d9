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

/** A subscription to the small plan from 1 April 2026 on: a month of 30 days. */
async function subscribe() {
  const customer = await world.customer("2026-04-01T00:00:00Z", "pm_card_visa");
  const subscription = await world.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: small }],
  });
  const item = subscription.items.data[0]?.id ?? "";
  return { customer, id: subscription.id, item };
}

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
