import type { Stripe } from "stripe";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusalOf, startTestStripe, type TestStripe } from "../startTestStripe.ts";

let world: TestStripe;
let price: string;
let customer: string;
beforeAll(async () => {
  world = await startTestStripe();
  price = await world.price(4900, "Team");
  ({ id: customer } = await world.stripe.customers.create({ email: "ada@example.com" }));
});
afterAll(() => world.stop());

type Params = Stripe.Checkout.SessionCreateParams;

const wish = (more: Partial<Params> = {}): Params => ({
  mode: "subscription",
  customer,
  line_items: [{ price, quantity: 3 }],
  success_url: "http://localhost:8787/back?session={CHECKOUT_SESSION_ID}",
  cancel_url: "http://localhost:8787/billing",
  ...more,
});
const open = (more: Partial<Params> = {}) => world.stripe.checkout.sessions.create(wish(more));

/** What a browser would send from the page. */
function post(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(new URL(path, world.url), {
    method: "POST",
    redirect: "manual",
    headers,
    body: new URLSearchParams(form),
  });
}
const pay = (session: { id: string }, number: string) =>
  post(`/checkout/${session.id}`, { number, expiry: "12 / 34", cvc: "123", name: "Ada" });

describe("a checkout", () => {
  test("is made as https://docs.stripe.com/api/checkout/sessions/object says", async () => {
    const session = await open({
      client_reference_id: "user-1",
      metadata: { organization: "o1" },
      expand: ["line_items.data.price.product", "customer"],
    });
    expect(session).toMatchObject({
      object: "checkout.session",
      mode: "subscription",
      status: "open",
      payment_status: "unpaid",
      amount_total: 14_700,
      currency: "usd",
      client_reference_id: "user-1",
      metadata: { organization: "o1" },
      customer: { id: customer, email: "ada@example.com" },
      subscription: null,
      invoice: null,
      url: `${world.url}/checkout/${session.id}`,
      line_items: {
        data: [
          { quantity: 3, amount_total: 14_700, price: { id: price, product: { name: "Team" } } },
        ],
      },
    });
    expect(session.expires_at - session.created).toBe(86_400);
    const read = await world.stripe.checkout.sessions.retrieve(session.id);
    expect(read).not.toHaveProperty("line_items");
    const items = await world.stripe.checkout.sessions.listLineItems(session.id);
    expect(items.data).toMatchObject([{ quantity: 3, description: "Team" }]);
  });

  test.each<[string, () => Partial<Params>, object]>([
    [
      "nothing to sell",
      () => ({ line_items: [] }),
      { code: "parameter_missing", param: "line_items" },
    ],
    [
      "an unknown price",
      () => ({ line_items: [{ price: "price_none", quantity: 1 }] }),
      { code: "resource_missing", param: "line_items[0][price]", statusCode: 400 },
    ],
    [
      "an unknown customer",
      () => ({ customer: "cus_none" }),
      { code: "resource_missing", param: "customer" },
    ],
    [
      "customer and address at once",
      () => ({ customer_email: "a@example.com" }),
      { param: "customer" },
    ],
    [
      "no place to return to",
      () => ({ success_url: "" }),
      { code: "parameter_invalid_empty", param: "success_url" },
    ],
    [
      "a script in the place of an address",
      () => ({ success_url: "javascript:alert(1)" }),
      { code: "url_invalid" },
    ],
    [
      "too short a life",
      () => ({ expires_at: Math.floor(Date.now() / 1000) + 60 }),
      { param: "expires_at" },
    ],
    ["promotion codes", () => ({ allow_promotion_codes: true }), { code: "sandbox_not_simulated" }],
    ["a mode that is not simulated", () => ({ mode: "payment" }), { param: "mode" }],
    [
      "a quantity that is none",
      () => ({ line_items: [{ price, quantity: 0 }] }),
      { code: "parameter_invalid_integer", param: "line_items[0][quantity]" },
    ],
  ])("for %s is refused", async (_what, more, refusal) => {
    expect(await refusalOf(open(more()))).toMatchObject(refusal);
  });

  test("that is paid makes the subscription, tells of it last, and leads back with its own id", async () => {
    const session = await open({
      subscription_data: { metadata: { organization: "o1" }, billing_mode: { type: "flexible" } },
    });
    const answer = await pay(session, "4242 4242 4242 4242");
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`http://localhost:8787/back?session=${session.id}`);
    const paid = await world.stripe.checkout.sessions.retrieve(session.id, {
      expand: ["subscription.default_payment_method", "invoice"],
    });
    expect(paid).toMatchObject({
      status: "complete",
      payment_status: "paid",
      url: null,
      customer_details: { email: "ada@example.com", name: "Ada" },
      invoice: { status: "paid", amount_paid: 14_700 },
      subscription: {
        status: "active",
        metadata: { organization: "o1" },
        billing_mode: { type: "flexible" },
        default_payment_method: { card: { last4: "4242" } },
      },
    });
    expect((await world.events(customer)).at(-1)).toBe("checkout.session.completed");
    const again = await pay(session, "4242424242424242");
    expect(await again.text()).toContain("You’re all done here");
    const listed = await world.stripe.checkout.sessions.list({ customer, status: "complete" });
    expect(listed.data.map(({ id }) => id)).toEqual([session.id]);
  });

  test.each(["4000 0000 0000 0002", "4000 0000 0000 0341", "4242 4242 4242 4241"])(
    "that %s cannot pay leaves nothing behind, and another card may",
    async (number) => {
      const { id } = await world.stripe.customers.create({ email: "grace@example.com" });
      const session = await open({ customer: id });
      const declined = await pay(session, number);
      expect(declined.status).toBe(402);
      expect(await declined.text()).toMatch(/role="alert">\s*Your card/);
      const subscriptions = await world.stripe.subscriptions.list({ customer: id, status: "all" });
      expect(subscriptions.data).toEqual([]);
      expect((await pay(session, "4242424242424242")).status).toBe(303);
    },
  );

  test("asks for 3-D Secure where the card does: failing leads back to it, completing pays", async () => {
    const session = await open();
    const asked = await pay(session, "4000 0025 0000 3155");
    const proof = `/checkout/${session.id}/3d-secure`;
    expect(asked.headers.get("location")).toBe(proof);
    const failed = await post(proof, { answer: "fail" });
    const back = await fetch(new URL(failed.headers.get("location") ?? "", world.url));
    expect(await back.text()).toContain("We are unable to authenticate your payment method.");
    const read = () => world.stripe.checkout.sessions.retrieve(session.id);
    expect(await read()).toMatchObject({ status: "open", subscription: null });
    await pay(session, "4000 0025 0000 3155");
    expect((await post(proof, { answer: "complete" })).headers.get("location")).toContain("/back?");
    expect(await read()).toMatchObject({ status: "complete", payment_status: "paid" });
  });

  test("with a trial charges nothing today and needs nobody known", async () => {
    const { customer: _known, ...others } = wish({ subscription_data: { trial_period_days: 14 } });
    const session = await world.stripe.checkout.sessions.create(others);
    expect(session.amount_total).toBe(0);
    const form = { number: "4242424242424242", expiry: "1/40", cvc: "123", name: "New" };
    await post(`/checkout/${session.id}`, { ...form, email: "new@example.com" });
    const paid = await world.stripe.checkout.sessions.retrieve(session.id, {
      expand: ["subscription", "customer"],
    });
    expect(paid).toMatchObject({
      payment_status: "no_payment_required",
      customer: { email: "new@example.com" },
      subscription: { status: "trialing" },
    });
  });

  test("in setup mode saves the card for later, after its proof", async () => {
    const session = await world.stripe.checkout.sessions.create({
      mode: "setup",
      customer,
      currency: "usd",
      success_url: "http://localhost:8787/back",
      setup_intent_data: { metadata: { why: "a new card" } },
    });
    await pay(session, "4000 0025 0000 3155");
    await post(`/checkout/${session.id}/3d-secure`, { answer: "complete" });
    const done = await world.stripe.checkout.sessions.retrieve(session.id, {
      expand: ["setup_intent.payment_method"],
    });
    expect(done).toMatchObject({
      status: "complete",
      payment_status: "no_payment_required",
      setup_intent: {
        status: "succeeded",
        metadata: { why: "a new card" },
        payment_method: { customer, card: { last4: "3155" } },
      },
    });
  });

  test("that is expired can be paid no more, nor expired again, and tells so", async () => {
    const session = await open();
    expect(await world.stripe.checkout.sessions.expire(session.id)).toMatchObject({
      status: "expired",
      url: null,
    });
    expect(await (await pay(session, "4242424242424242")).text()).toContain(
      "This checkout has expired",
    );
    expect(await refusalOf(world.stripe.checkout.sessions.expire(session.id))).toMatchObject({
      statusCode: 400,
    });
    const events = await world.stripe.events.list({ type: "checkout.session.expired", limit: 1 });
    expect(events.data[0]?.data.object).toMatchObject({ id: session.id, status: "expired" });
  });

  test("is paid by nobody else's page", async () => {
    const session = await open();
    for (const headers of [
      { origin: "https://evil.example" },
      { "sec-fetch-site": "cross-site" },
    ]) {
      const form = { number: "4242424242424242", expiry: "12/34", cvc: "123" };
      expect((await post(`/checkout/${session.id}`, form, headers)).status).toBe(403);
    }
  });
});
