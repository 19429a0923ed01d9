import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestStripe, type TestStripe } from "../startTestStripe.ts";

let world: TestStripe;
let price: string;
let customer: string;
beforeAll(async () => {
  world = await startTestStripe();
  price = await world.price(4900, "Team");
});
afterAll(() => world.stop());
beforeEach(async () => {
  const { stripe } = world;
  ({ id: customer } = await stripe.customers.create({ name: "Ada" }));
  const { id: card } = await stripe.paymentMethods.attach("pm_card_visa", { customer });
  await stripe.subscriptions.create({
    customer,
    items: [{ price }],
    default_payment_method: card,
  });
});

/** Presses a button of the page at `/`. */
async function press(what: string): Promise<void> {
  const answer = await fetch(`${world.url}/customers/${customer}`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ do: what }),
  });
  expect(answer.status).toBe(303);
}
const subscription = async () => {
  const { data } = await world.stripe.subscriptions.list({
    customer,
    status: "all",
    expand: ["data.latest_invoice"],
  });
  return data[0];
};

test("one whose card fails is past due after the renewal, and canceled when nobody mends it", async () => {
  await press("failing");
  await press("renewal");
  expect(await subscription()).toMatchObject({
    status: "past_due",
    latest_invoice: { status: "open" },
  });
  await press("month");
  expect(await subscription()).toMatchObject({
    status: "canceled",
    cancellation_details: { reason: "payment_failed" },
  });
});

test("time passes for one customer and for nobody else", async () => {
  const other = await world.stripe.customers.create({ name: "Grace" });
  const before = await subscription();
  await press("month");
  await press("day");
  const after = await subscription();
  const [end = 0, later = 0] = [before, after].map((s) => s?.items.data[0]?.current_period_end);
  expect(later).toBeGreaterThan(end);
  expect(after?.latest_invoice).toMatchObject({
    billing_reason: "subscription_cycle",
    status: "paid",
  });
  expect(await world.stripe.customers.retrieve(other.id)).toMatchObject({ test_clock: null });
});

test("a payment is given back, and another disputed and won", async () => {
  await press("refund");
  const [charge] = (await world.stripe.charges.list({ customer })).data;
  expect(charge).toMatchObject({ refunded: true, amount_refunded: 4900 });
  await press("renewal");
  await press("dispute");
  await press("won");
  const events = await world.events(customer, "charge.");
  expect(events).toContain("charge.refunded");
  const disputes = await world.stripe.disputes.list({ limit: 1 });
  expect(disputes.data).toMatchObject([{ status: "won", amount: 4900 }]);
});
