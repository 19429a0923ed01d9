import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { accountOf } from "../src/billing/accountOf.ts";
import { readPrices } from "../src/clients/stripe/readPrices.ts";
import { serviceDatabase } from "../src/clients/supabase/database.ts";
import { parseRows } from "../src/clients/supabase/rows.ts";
import { messagesTo } from "./mailbox.ts";
import { buyPlan, type Buyer, deliver, eventsOf, stripe } from "./payPages.ts";
import { settings } from "./people.ts";
import { sendEvent, stripeEvent } from "./stripeEvents.ts";

const db = serviceDatabase(settings);
const DAY = 86_400;

/** What Stripe told of a buyer since `before`, told to the Worker. */
async function tell(buyer: Buyer, before: readonly { id: string }[]) {
  const known = new Set(before.map(({ id }) => id));
  const news = (await eventsOf(buyer.customer)).filter(({ id }) => !known.has(id));
  return deliver(news);
}
const shown = ({ admin }: Buyer) => admin.browser.call("getBilling", {});
const invoicesOf = async ({ admin }: Buyer) =>
  (await admin.browser.call("listInvoices", { query: {} })).invoices;
/** The kinds of mail about invoices, in order. */
async function mailsOf({ admin }: Buyer) {
  const found = await db
    .from("mail_outbox")
    .select("template")
    .eq("recipient", admin.email)
    .like("template", "billing%")
    .order("created_at");
  return parseRows(found, z.object({ template: z.string() })).map(({ template }) => template);
}
async function alertsOf({ id }: Buyer) {
  const found = await db
    .from("mail_outbox")
    .select("subject, body")
    .eq("organization_id", id)
    .eq("template", "admin_alert");
  return parseRows(found, z.object({ subject: z.string(), body: z.string() }));
}
async function useCard({ customer }: Buyer, card: string, subscription?: string): Promise<void> {
  const { id } = await stripe.paymentMethods.attach(card, { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
  if (subscription !== undefined)
    await stripe.subscriptions.update(subscription, { default_payment_method: id });
}
/** Lets the buyer's time go on. */
async function passDays({ customer }: Buyer, days: number): Promise<void> {
  const begin = Math.floor(Date.now() / 1_000);
  const { id } = await stripe.testHelpers.testClocks.create({ frozen_time: begin, customer });
  await stripe.testHelpers.testClocks.advance(id, { frozen_time: begin + days * DAY });
  await vi.waitFor(
    async () => expect((await stripe.testHelpers.testClocks.retrieve(id)).status).toBe("ready"),
    20_000,
  );
}

describe("a payment that fails", () => {
  it("is told once, leaves a week, and is healed by paying", async () => {
    const buyer = await buyPlan();
    const { subscription } = await shown(buyer);
    await useCard(buyer, "pm_card_chargeCustomerFail", subscription?.id);
    const before = await eventsOf(buyer.customer);
    await passDays(buyer, 33);
    await tell(buyer, before);
    await tell(buyer, before);

    const late = await shown(buyer);
    expect(late).toMatchObject({
      allowance: { planId: "pro", state: "grace" },
      subscription: { status: "past_due" },
      openInvoice: { status: "open", amountDueCents: 9_900 },
    });
    expect(late.openInvoice?.url).toMatch(/^http/);
    expect(Date.parse(late.allowance.graceEndsAt ?? "")).toBe(
      Date.parse(late.subscription?.pastDueSince ?? "") + 7 * DAY * 1_000,
    );
    expect(await mailsOf(buyer)).toEqual(["billing_success", "billing_failure"]);
    const mail = (await messagesTo(buyer.admin.email)).find(
      ({ template }) => template === "billing_failure",
    );
    expect(mail?.variables).toMatchObject({
      amount: "$99.00",
      invoice_link: late.openInvoice?.url,
      billing_link: `${settings.APP_ORIGIN}/billing`,
    });
    expect(mail?.text).toContain("Everything goes on until");

    const open = late.openInvoice?.id ?? "";
    const { id: card } = await stripe.paymentMethods.attach("pm_card_visa", {
      customer: buyer.customer,
    });
    await stripe.invoices.pay(open, { payment_method: card });
    await tell(buyer, before);
    expect(await shown(buyer)).toMatchObject({
      allowance: { planId: "pro", state: "open", graceEndsAt: null },
      subscription: { status: "active", pastDueSince: null },
      openInvoice: null,
    });
    expect(await mailsOf(buyer)).toEqual(["billing_success", "billing_failure", "billing_success"]);
  });
});

describe("money that goes back", () => {
  const payment = async ({ customer }: Buyer) =>
    (await stripe.charges.list({ customer })).data[0]?.id ?? "";

  it("is shown with its invoice", async () => {
    const buyer = await buyPlan();
    const before = await eventsOf(buyer.customer);
    await stripe.refunds.create({ charge: await payment(buyer), amount: 2_500 });
    await tell(buyer, before);
    expect(await invoicesOf(buyer)).toMatchObject([{ refundedCents: 2_500, status: "paid" }]);
    expect(await shown(buyer)).toMatchObject({ allowance: { planId: "pro" } });
  });

  it("is shown by a message about the refund alone, which names no customer", async () => {
    const buyer = await buyPlan();
    const charge = await payment(buyer);
    const { id } = await stripe.refunds.create({ charge, amount: 400 });
    const about = {
      ...stripeEvent("refund.failed"),
      data: { object: { id, object: "refund", charge } },
    };
    expect((await sendEvent(about)).status).toBe(200);
    expect(await invoicesOf(buyer)).toMatchObject([{ refundedCents: 400 }]);
  });

  it("by a dispute is told operators once, though its messages name no customer", async () => {
    const buyer = await buyPlan({}, "4000000000000259");
    const charge = await payment(buyer);
    const all = await stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
    const disputes = all.filter(
      ({ type, data }) =>
        type.startsWith("charge.dispute") &&
        "charge" in data.object &&
        data.object.charge === charge,
    );
    expect(disputes.length).toBeGreaterThan(0);
    const replies = await deliver([...disputes, ...disputes]);
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    expect(await invoicesOf(buyer)).toMatchObject([{ isDisputed: true }]);
    expect((await alertsOf(buyer)).map(({ subject }) => subject)).toEqual([
      "A payment is disputed",
    ]);
  });
});

describe("what should not be", () => {
  it("a price that the catalogue does not have is told operators once, and nothing is written", async () => {
    const buyer = await buyPlan();
    const { id: product } = await stripe.products.create({ name: "Made by hand" });
    const foreign = await stripe.prices.create({
      currency: "usd",
      unit_amount: 100,
      recurring: { interval: "month" },
      product,
    });
    await useCard(buyer, "pm_card_visa");
    const shownBefore = await shown(buyer);
    const before = await eventsOf(buyer.customer);
    const made = await stripe.subscriptions.create({
      customer: buyer.customer,
      items: [{ price: foreign.id }],
    });
    const replies = await tell(buyer, before);
    expect(replies.map((reply) => reply.status)).toContain(500);
    for (const { text } of replies) expect(text).not.toContain(foreign.id);
    expect(await shown(buyer)).toEqual(shownBefore);
    const alerts = await alertsOf(buyer);
    expect(alerts.map(({ subject }) => subject)).toEqual(["A subscription cannot be read"]);
    expect(alerts[0]?.body).toContain(foreign.id);

    await stripe.subscriptions.cancel(made.id);
    const healed = await tell(buyer, before);
    expect(new Set(healed.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await shown(buyer)).toMatchObject({ allowance: { planId: "pro" } });
  });

  it("a customer whom Stripe never knew takes nobody's plan away", async () => {
    const buyer = await buyPlan();
    await db
      .from("billing_accounts")
      .update({ customer_id: `cus_${buyer.id}` })
      .eq("organization_id", buyer.id);
    expect((await buyer.admin.browser.send("refreshBilling", {})).status).toBe(500);
    expect(await shown(buyer)).toMatchObject({ allowance: { planId: "pro" } });
    expect((await alertsOf(buyer))[0]?.body).toContain("Is STRIPE_API_KEY another account's?");
  });

  it("two subscriptions at once are told operators once; the newer counts", async () => {
    const buyer = await buyPlan();
    const read = await readPrices(settings);
    await useCard(buyer, "pm_card_visa");
    // Begun later than the first, by Stripe's whole seconds.
    await passDays(buyer, 1);
    const before = await eventsOf(buyer.customer);
    const second = await stripe.subscriptions.create({
      customer: buyer.customer,
      items: [{ price: (read.ok && read.prices.get("team_seat_monthly")) || "", quantity: 3 }],
    });
    await tell(buyer, before);
    await tell(buyer, before);
    const billing = await shown(buyer);
    expect(billing.subscription).toMatchObject({ id: second.id, planId: "team" });
    expect((await alertsOf(buyer)).map(({ subject }) => subject)).toEqual([
      "An organization pays for several subscriptions",
    ]);
  });
});

it("messages of a customer that the organization was before end by reading the one it is", async () => {
  const buyer = await buyPlan();
  const { id: before } = await stripe.customers.create({});
  const account = accountOf(settings, buyer.id);
  const told = (customer: string) => account.sync(buyer.id, { ids: [], ticket: null, customer });
  // What is asked for while the first reading goes on shares the next.
  const answers = await Promise.all([
    account.sync(buyer.id, null),
    told(before),
    told(buyer.customer),
  ]);
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
  expect((await shown(buyer)).subscription?.status).toBe("active");
});

it("a subscription that ends leaves the free plan, and all there is", async () => {
  const buyer = await buyPlan();
  const { subscription } = await shown(buyer);
  const before = await eventsOf(buyer.customer);
  await stripe.subscriptions.cancel(subscription?.id ?? "");
  await tell(buyer, before);
  expect(await shown(buyer)).toMatchObject({ allowance: { planId: "free" }, subscription: null });
  expect(await invoicesOf(buyer)).toHaveLength(1);
});
