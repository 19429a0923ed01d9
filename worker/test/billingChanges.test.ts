import type { Change, ChangePreview, Wish } from "#shared/billing";
import { runDurableObjectAlarm } from "cloudflare:test";
import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { accountOf } from "../src/billing/accountOf.ts";
import { serviceDatabase } from "../src/clients/supabase/database.ts";
import { dataOf } from "../src/clients/supabase/rows.ts";
import { agreeContract } from "./agreeContract.ts";
import { join, type Person, settings, signUpProven } from "./people.ts";
import {
  advanceTo,
  BEGIN,
  haveWeather,
  invoicesOf,
  joinAsManager,
  stripe,
  subscribe,
  type Subscriber,
  useCard,
} from "./subscriber.ts";

const DAY = 86_400;
const PERIOD_END = new Date((BEGIN + 30 * DAY) * 1_000).toISOString();
const team = (seats: number, extraSimLines = 0): Wish => ({ planId: "team", seats, extraSimLines });
const pro = (extraSimLines = 0): Wish => ({ planId: "pro", seats: null, extraSimLines });

beforeEach(() => haveWeather());

const preview = ({ admin }: Pick<Subscriber, "admin">, wish: Wish, when: Change["when"] = "now") =>
  admin.browser.call("previewChange", { body: { wish, when } });

function changeOf(wish: Wish, shown: ChangePreview): Change {
  const { when, prorationDate, version } = shown;
  return { id: crypto.randomUUID(), wish, when, prorationDate, version };
}

async function change(subscriber: Subscriber, wish: Wish, when: Change["when"] = "now") {
  const shown = await preview(subscriber, wish, when);
  return subscriber.admin.browser.call("changeSubscription", { body: changeOf(wish, shown) });
}

const billingOf = (person: Person) => person.browser.call("getBilling", {});

/** What Stripe has of the subscription: quantities by lookup key. */
async function itemsOf({ subscription }: Subscriber): Promise<Record<string, number>> {
  const { items } = await stripe.subscriptions.retrieve(subscription);
  return Object.fromEntries(
    items.data.map(({ price, quantity }) => [price.lookup_key ?? price.id, quantity ?? 1]),
  );
}

async function scheduleOf({ subscription }: Subscriber) {
  const { schedule } = await stripe.subscriptions.retrieve(subscription);
  return z.string().nullable().parse(schedule);
}

async function mailsOf({ organizationId }: Subscriber): Promise<unknown> {
  return dataOf(
    await serviceDatabase(settings)
      .from("mail_outbox")
      .select("template")
      .eq("organization_id", organizationId)
      .eq("template", "billing_failure"),
  );
}

describe("more", () => {
  test("is taken as it was shown, and counts at once", async () => {
    const subscriber = await subscribe({ team_seat_monthly: 5 });
    await advanceTo(subscriber, BEGIN + 15 * DAY);
    const shown = await preview(subscriber, team(7));
    expect(shown).toMatchObject({ direction: "up", dueNowCents: 2900, monthlyCents: 7 * 2900 });
    expect(shown.lines.reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(2900);

    const body = changeOf(team(7), shown);
    const { outcome, billing } = await subscriber.admin.browser.call("changeSubscription", {
      body,
    });
    expect(outcome).toBe("done");
    expect(billing.subscription).toMatchObject({ planId: "team", seats: 7 });
    expect(billing.allowance.seats).toBe(7);
    const [invoice] = await invoicesOf(subscriber);
    expect(invoice).toMatchObject({ status: "paid", total: 2900, amount_paid: 2900 });
  });

  test("of several things at once is one invoice", async () => {
    const subscriber = await subscribe({ pro_monthly: 1, sim_single_monthly: 2 });
    await advanceTo(subscriber, BEGIN + 10 * DAY);
    const shown = await preview(subscriber, team(6, 3));
    expect(shown).toMatchObject({ simSingles: 0, simBundles: 1 });
    const body = changeOf(team(6, 3), shown);
    await subscriber.admin.browser.call("changeSubscription", { body });

    expect(await itemsOf(subscriber)).toEqual({ team_seat_monthly: 6, sim_bundle_3_monthly: 1 });
    const invoices = await invoicesOf(subscriber);
    expect(invoices.map(({ total }) => total)).toEqual([shown.dueNowCents, 9900 + 2000]);
  });

  test("that the bank declines changes nothing, and nobody can pay for it later", async () => {
    const subscriber = await subscribe(
      { team_seat_monthly: 5 },
      { card: "pm_card_chargeCustomerFail" },
    );
    const before = await billingOf(subscriber.admin);
    const body = changeOf(team(9), await preview(subscriber, team(9)));
    const refused = await subscriber.admin.browser.refused("changeSubscription", { body });
    expect(refused).toMatchObject({ code: "payment_declined", message: "Your card was declined." });

    expect(await itemsOf(subscriber)).toEqual({ team_seat_monthly: 5 });
    expect((await invoicesOf(subscriber)).map(({ status }) => status)).toEqual(["void", "paid"]);
    const after = await billingOf(subscriber.admin);
    expect(after.subscription).toEqual(before.subscription);
    expect(after.openInvoice).toBeNull();
    expect(await mailsOf(subscriber)).toEqual([]);

    const again = await subscriber.admin.browser.refused("changeSubscription", { body });
    expect(again).toMatchObject({ code: "payment_declined" });
    expect(await invoicesOf(subscriber)).toHaveLength(2);
  });

  test("without a card says so", async () => {
    const subscriber = await subscribe({ team_seat_monthly: 5 });
    const { data } = await stripe.paymentMethods.list({ customer: subscriber.customer });
    for (const { id } of data) await stripe.paymentMethods.detach(id);
    const body = changeOf(team(9), await preview(subscriber, team(9)));
    const refused = await subscriber.admin.browser.refused("changeSubscription", { body });
    expect(refused.code).toBe("payment_declined");
    expect(refused.message).toContain("no card");
  });

  test("that the bank asks about waits at Stripe's page, and the next change drops it", async () => {
    const subscriber = await subscribe(
      { team_seat_monthly: 5 },
      { card: "pm_card_threeDSecure2Required" },
    );
    const first = await change(subscriber, team(9));
    const [waiting] = await invoicesOf(subscriber);
    expect(first).toMatchObject({ outcome: "payment", url: waiting?.hosted_invoice_url });
    expect(first.billing.subscription?.pendingPayment?.url).toBe(waiting?.hosted_invoice_url);
    expect(first.billing.allowance.seats).toBe(5);
    expect(await mailsOf(subscriber)).toEqual([]);

    await useCard(subscriber.customer, "pm_card_visa");
    const second = await change(subscriber, team(6));
    expect(second).toMatchObject({ outcome: "done" });
    expect(second.billing.subscription).toMatchObject({ seats: 6, pendingPayment: null });
    expect((await invoicesOf(subscriber)).map(({ status }) => status)).toEqual([
      "paid",
      "void",
      "paid",
    ]);
  });

  test("that the bank asked about counts once it is paid", async () => {
    const subscriber = await subscribe(
      { team_seat_monthly: 5 },
      { card: "pm_card_threeDSecure2Required" },
    );
    await change(subscriber, team(9));
    const [waiting] = await invoicesOf(subscriber);
    const { id: card } = await stripe.paymentMethods.attach("pm_card_visa", {
      customer: subscriber.customer,
    });
    await stripe.invoices.pay(waiting?.id ?? "", { payment_method: card });
    const billing = await subscriber.admin.browser.call("refreshBilling", {});
    expect(billing).toMatchObject({
      subscription: { seats: 9, pendingPayment: null },
      allowance: { seats: 9 },
    });
  });

  test("that waits for its payment is dropped by wishing what there is", async () => {
    const subscriber = await subscribe(
      { team_seat_monthly: 5 },
      { card: "pm_card_threeDSecure2Required" },
    );
    await change(subscriber, team(9));
    expect(await change(subscriber, team(5))).toMatchObject({
      outcome: "done",
      billing: { subscription: { seats: 5, pendingPayment: null } },
    });
    expect((await invoicesOf(subscriber)).map(({ status }) => status)).toEqual(["void", "paid"]);
  });
});

describe("less", () => {
  test("comes when the period ends, and nothing is taken now", async () => {
    const subscriber = await subscribe({ team_seat_monthly: 9, sim_bundle_3_monthly: 1 });
    const shown = await preview(subscriber, pro(1), "period_end");
    expect(shown).toMatchObject({
      direction: "down",
      dueNowCents: 0,
      at: PERIOD_END,
      monthlyCents: 9900 + 1000,
    });
    const { outcome, billing } = await change(subscriber, pro(1), "period_end");
    expect(outcome).toBe("scheduled");
    expect(billing.subscription).toMatchObject({
      planId: "team",
      seats: 9,
      scheduled: { planId: "pro", seats: null, extraSimLines: 1, at: PERIOD_END },
    });

    await advanceTo(subscriber, BEGIN + 31 * DAY);
    const then = await subscriber.admin.browser.call("refreshBilling", {});
    expect(then.subscription).toMatchObject({ planId: "pro", extraSimLines: 1, scheduled: null });
    const [invoice] = await invoicesOf(subscriber);
    expect(invoice).toMatchObject({ status: "paid", total: 9900 + 1000 });
  });

  test("is amended by another wish, and taken back", async () => {
    const subscriber = await subscribe({ team_seat_monthly: 9 });
    await change(subscriber, team(5), "period_end");
    const first = await scheduleOf(subscriber);
    const { billing } = await change(subscriber, team(4), "period_end");
    expect(billing.subscription?.scheduled).toMatchObject({ planId: "team", seats: 4 });
    expect(await scheduleOf(subscriber)).toBe(first);

    const back = await subscriber.admin.browser.call("dropScheduledChange", {});
    expect(back.subscription).toMatchObject({ seats: 9, scheduled: null });
    expect(await scheduleOf(subscriber)).toBeNull();
    await subscriber.admin.browser.call("dropScheduledChange", {});

    await advanceTo(subscriber, BEGIN + 31 * DAY);
    expect(await itemsOf(subscriber)).toEqual({ team_seat_monthly: 9 });
  });

  test("at once is credited to the next invoices", async () => {
    const subscriber = await subscribe({ team_seat_monthly: 9 });
    await advanceTo(subscriber, BEGIN + 15 * DAY);
    const shown = await preview(subscriber, team(5));
    expect(shown).toMatchObject({ direction: "down", dueNowCents: -5800 });
    const { outcome, billing } = await change(subscriber, team(5));
    expect(outcome).toBe("done");
    expect(billing.subscription).toMatchObject({ seats: 5 });
    const { upcoming } = await subscriber.admin.browser.call("getUpcomingInvoice", {});
    expect(upcoming?.amountDueCents).toBe(5 * 2900 - 5800);
  });

  test("than is used is refused with what is too much", async () => {
    const subscriber = await subscribe({ team_seat_monthly: 5 });
    for (const role of ["rep", "rep", "manager"] as const) await join(subscriber.admin, role);
    const shown = await preview(subscriber, team(3), "period_end");
    expect(shown.excess).toEqual([{ what: "seats", used: 4, allowed: 3 }]);
    for (const when of ["period_end", "now"] as const) {
      const body = { ...changeOf(team(3), shown), when };
      const refused = await subscriber.admin.browser.refused("changeSubscription", { body });
      expect(refused).toMatchObject({
        code: "exceeds_plan",
        fields: [{ path: "seats", message: "4 in use, 3 allowed" }],
      });
    }
    expect(await scheduleOf(subscriber)).toBeNull();
  });

  test("gives way to a direct change, and comes back where that is declined", async () => {
    const subscriber = await subscribe({ team_seat_monthly: 9 });
    await change(subscriber, team(5), "period_end");
    await useCard(subscriber.customer, "pm_card_chargeCustomerFail");
    const body = changeOf(team(12), await preview(subscriber, team(12)));
    const refused = await subscriber.admin.browser.refused("changeSubscription", { body });
    expect(refused.code).toBe("payment_declined");
    const after = await billingOf(subscriber.admin);
    expect(after.subscription).toMatchObject({ seats: 9, scheduled: { seats: 5 } });

    await useCard(subscriber.customer, "pm_card_visa");
    const { billing } = await change(subscriber, team(12));
    expect(billing.subscription).toMatchObject({ seats: 12, scheduled: null });
    await advanceTo(subscriber, BEGIN + 31 * DAY);
    expect(await itemsOf(subscriber)).toEqual({ team_seat_monthly: 12 });
  });
});

describe("what was scheduled before a direct change", () => {
  test("comes back where there is no card to pay with", async () => {
    const subscriber = await subscribe({ team_seat_monthly: 9 });
    await change(subscriber, team(5), "period_end");
    const { data } = await stripe.paymentMethods.list({ customer: subscriber.customer });
    for (const { id } of data) await stripe.paymentMethods.detach(id);
    const body = changeOf(team(12), await preview(subscriber, team(12)));
    await subscriber.admin.browser.refused("changeSubscription", { body });
    expect((await billingOf(subscriber.admin)).subscription?.scheduled?.seats).toBe(5);
  });

  test("comes back where nobody asks again after a failure, and nothing is taken", async () => {
    const subscriber = await subscribe({ team_seat_monthly: 9 });
    await change(subscriber, team(5), "period_end");
    const body = changeOf(team(12), await preview(subscriber, team(12)));
    const path = "/v1/subscription_items";
    await haveWeather({ kind: "drop-request", method: "POST", path, times: 3 });
    await subscriber.admin.browser.refused("changeSubscription", { body });
    expect(await scheduleOf(subscriber)).toBeNull();

    expect(await runDurableObjectAlarm(accountOf(settings, subscriber.organizationId))).toBe(true);
    const { subscription } = await billingOf(subscriber.admin);
    expect(subscription).toMatchObject({ seats: 9, scheduled: { seats: 5 } });
    expect(await invoicesOf(subscriber)).toHaveLength(1);
  });

  test("comes back where a change that waits for its payment is taken back", async () => {
    const subscriber = await subscribe(
      { team_seat_monthly: 9 },
      { card: "pm_card_threeDSecure2Required" },
    );
    await change(subscriber, team(5), "period_end");
    expect(await change(subscriber, team(12))).toMatchObject({ outcome: "payment" });
    const { browser } = subscriber.admin;
    const once = await browser.call("dropScheduledChange", {});
    expect(once.subscription).toMatchObject({ pendingPayment: null, scheduled: { seats: 5 } });
    const twice = await browser.call("dropScheduledChange", {});
    expect(twice.subscription).toMatchObject({ seats: 9, pendingPayment: null, scheduled: null });
    expect((await invoicesOf(subscriber)).map(({ status }) => status)).toEqual(["void", "paid"]);
  });

  test("comes back where the bank asked and nobody answered", async () => {
    const subscriber = await subscribe(
      { team_seat_monthly: 9 },
      { card: "pm_card_threeDSecure2Required" },
    );
    await change(subscriber, team(5), "period_end");
    expect(await change(subscriber, team(12))).toMatchObject({ outcome: "payment" });
    await useCard(subscriber.customer, "pm_card_chargeCustomerFail");
    const body = changeOf(team(10), await preview(subscriber, team(10)));
    await subscriber.admin.browser.refused("changeSubscription", { body });
    expect((await billingOf(subscriber.admin)).subscription).toMatchObject({
      seats: 9,
      pendingPayment: null,
      scheduled: { seats: 5 },
    });

    await useCard(subscriber.customer, "pm_card_threeDSecure2Required");
    expect(await change(subscriber, team(12))).toMatchObject({ outcome: "payment" });
    await advanceTo(subscriber, BEGIN + DAY);
    await runDurableObjectAlarm(accountOf(settings, subscriber.organizationId));
    expect((await billingOf(subscriber.admin)).subscription).toMatchObject({
      seats: 9,
      pendingPayment: null,
      scheduled: { seats: 5 },
    });
  });
});

describe("one after the other", () => {
  test("of two managers at once the second looks again", async () => {
    const subscriber = await subscribe({ team_seat_monthly: 5 });
    const other = await joinAsManager(subscriber);
    const [mine, theirs] = await Promise.all([
      preview(subscriber, team(7)),
      preview({ admin: other }, team(8)),
    ]);
    const replies = await Promise.all([
      subscriber.admin.browser.send("changeSubscription", { body: changeOf(team(7), mine) }),
      other.browser.send("changeSubscription", { body: changeOf(team(8), theirs) }),
    ]);
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await invoicesOf(subscriber)).toHaveLength(2);
  });

  test("the same request twice at once, and again later, is one change", async () => {
    const subscriber = await subscribe({ team_seat_monthly: 5 });
    const body = changeOf(team(7), await preview(subscriber, team(7)));
    const { browser } = subscriber.admin;
    const [first, second] = await Promise.all([
      browser.call("changeSubscription", { body }),
      browser.copy().call("changeSubscription", { body }),
    ]);
    const third = await browser.call("changeSubscription", { body });
    for (const { outcome, billing } of [first, second, third])
      expect([outcome, billing.subscription?.seats]).toEqual(["done", 7]);
    expect(await invoicesOf(subscriber)).toHaveLength(2);

    const other = { ...body, wish: team(8) };
    expect(await browser.refused("changeSubscription", { body: other })).toMatchObject({
      code: "conflict",
    });
  });

  test("a preview that is too old, or of another period, is looked at again", async () => {
    const subscriber = await subscribe({ team_seat_monthly: 5 });
    await advanceTo(subscriber, BEGIN + DAY);
    const shown = await preview(subscriber, team(7));
    for (const prorationDate of [shown.prorationDate - 31 * 60, BEGIN - 1, BEGIN + 30 * DAY]) {
      const body = { ...changeOf(team(7), shown), prorationDate };
      const refused = await subscriber.admin.browser.refused("changeSubscription", { body });
      expect(refused.code).toBe("conflict");
    }
    await advanceTo(subscriber, BEGIN + 31 * DAY);
    const body = changeOf(team(7), shown);
    const refused = await subscriber.admin.browser.refused("changeSubscription", { body });
    expect(refused.code).toBe("conflict");
    expect(await itemsOf(subscriber)).toEqual({ team_seat_monthly: 5 });
  });
});

describe("where Stripe fails", () => {
  test.each([
    ["before it did anything", { kind: "drop-request" }],
    ["after it did it", { kind: "drop-answer" }],
    ["and says so", { kind: "status", status: 503 }],
  ])("once, %s, nobody notices", async (_, step) => {
    const subscriber = await subscribe({ team_seat_monthly: 5 });
    const body = changeOf(team(7), await preview(subscriber, team(7)));
    await haveWeather({ ...step, method: "POST" });
    const { outcome } = await subscriber.admin.browser.call("changeSubscription", { body });
    expect(outcome).toBe("done");
    expect((await invoicesOf(subscriber)).map(({ total }) => total)).toHaveLength(2);
  });

  test.each([
    ["before the change", "drop-request", "/v1/subscription_items", team(7)],
    ["after the change", "drop-answer", "/v1/subscription_items", team(7)],
    ["after a change of several things", "drop-answer", "/v1/subscriptions", team(7, 2)],
  ])("for long, %s, the same request brings it to its end, once", async (_, kind, path, wish) => {
    const subscriber = await subscribe({ team_seat_monthly: 5 });
    const body = changeOf(wish, await preview(subscriber, wish));
    await haveWeather({ kind, path, method: "POST", times: 3 });
    const failed = await subscriber.admin.browser.refused("changeSubscription", { body });
    expect(failed.code).toBe("unavailable");
    const { outcome, billing } = await subscriber.admin.browser.call("changeSubscription", {
      body,
    });
    expect([outcome, billing.subscription?.seats]).toEqual(["done", 7]);
    expect((await invoicesOf(subscriber)).map(({ status }) => status)).toEqual(["paid", "paid"]);
  });

  test.each([
    ["creating it", { path: "/v1/subscription_schedules" }],
    ["telling what comes", { path: "/v1/subscription_schedules/" }],
  ])("when a schedule is made, at %s, the same request goes on there", async (_, { path }) => {
    const subscriber = await subscribe({ team_seat_monthly: 5 });
    const body = changeOf(team(4), await preview(subscriber, team(4), "period_end"));
    await haveWeather({ kind: "drop-answer", method: "POST", path, times: 3 });
    const failed = await subscriber.admin.browser.refused("changeSubscription", { body });
    expect(failed.code).toBe("unavailable");
    const { outcome, billing } = await subscriber.admin.browser.call("changeSubscription", {
      body,
    });
    expect(outcome).toBe("scheduled");
    expect(billing.subscription).toMatchObject({ seats: 5, scheduled: { seats: 4 } });
    const schedules = await stripe.subscriptionSchedules.list({ customer: subscriber.customer });
    expect(schedules.data).toHaveLength(1);
  });

  test("between taking a schedule away and the change, the same request changes", async () => {
    const subscriber = await subscribe({ team_seat_monthly: 9 });
    await change(subscriber, team(5), "period_end");
    const body = changeOf(team(10), await preview(subscriber, team(10)));
    await haveWeather({
      kind: "drop-request",
      method: "POST",
      path: "/v1/subscription_items",
      times: 3,
    });
    await subscriber.admin.browser.refused("changeSubscription", { body });
    expect(await scheduleOf(subscriber)).toBeNull();
    const { billing } = await subscriber.admin.browser.call("changeSubscription", { body });
    expect(billing.subscription).toMatchObject({ seats: 10, scheduled: null });
  });

  test("while a declined change is cleared away, the same request clears it", async () => {
    const subscriber = await subscribe(
      { team_seat_monthly: 5 },
      { card: "pm_card_chargeCustomerFail" },
    );
    const body = changeOf(team(7), await preview(subscriber, team(7)));
    await haveWeather({ kind: "drop-request", method: "POST", path: "/v1/invoices/", times: 3 });
    const failed = await subscriber.admin.browser.refused("changeSubscription", { body });
    expect(failed.code).toBe("unavailable");
    const again = await subscriber.admin.browser.refused("changeSubscription", { body });
    expect(again.code).toBe("payment_declined");
    expect((await invoicesOf(subscriber)).map(({ status }) => status)).toEqual(["void", "paid"]);
  });
});

describe("the end", () => {
  test("comes with the period, and can be taken back until then", async () => {
    const subscriber = await subscribe({ team_seat_monthly: 9 });
    await change(subscriber, team(5), "period_end");
    const { browser } = subscriber.admin;
    const ending = await browser.call("cancelSubscription", {});
    expect(ending.subscription).toMatchObject({
      seats: 9,
      status: "active",
      scheduled: null,
      cancelAt: ending.subscription?.currentPeriodEnd,
    });
    expect(await browser.call("cancelSubscription", {})).toMatchObject({
      subscription: { cancelAt: ending.subscription?.cancelAt },
    });
    expect((await browser.call("getUpcomingInvoice", {})).upcoming).toBeNull();

    const shown = await browser.refused("previewChange", {
      body: { wish: team(4), when: "period_end" },
    });
    expect(shown.code).toBe("conflict");

    expect((await browser.call("resumeSubscription", {})).subscription?.cancelAt).toBeNull();
    await browser.call("resumeSubscription", {});
    await browser.call("cancelSubscription", {});
    await advanceTo(subscriber, BEGIN + 31 * DAY);
    const ended = await browser.call("refreshBilling", {});
    expect(ended).toMatchObject({ subscription: null, allowance: { planId: "free" } });
    expect(await invoicesOf(subscriber)).toHaveLength(1);
    expect((await browser.refused("resumeSubscription", {})).code).toBe("conflict");
  });

  test("of what is not paid comes at once, and nothing of it is to be paid", async () => {
    const subscriber = await subscribe(
      { team_seat_monthly: 9 },
      { card: "pm_card_chargeCustomerFail" },
    );
    await advanceTo(subscriber, BEGIN + 31 * DAY);
    const { browser } = subscriber.admin;
    const late = await browser.call("refreshBilling", {});
    expect(late.subscription?.status).toBe("past_due");
    const refused = await browser.refused("previewChange", {
      body: { wish: team(10), when: "now" },
    });
    expect(refused.code).toBe("read_only");

    await haveWeather({ kind: "drop-request", method: "POST", path: "/v1/invoices/", times: 3 });
    expect((await browser.refused("cancelSubscription", {})).code).toBe("unavailable");
    const ended = await browser.call("cancelSubscription", {});
    expect(ended).toMatchObject({ subscription: null, openInvoice: null });
    const { status } = await stripe.subscriptions.retrieve(subscriber.subscription);
    expect(status).toBe("canceled");
    expect((await invoicesOf(subscriber)).map((invoice) => invoice.status)).toEqual([
      "void",
      "paid",
    ]);
  });
});

describe("who", () => {
  test("a rep is refused everything, another organization has nothing to change", async () => {
    const subscriber = await subscribe({ team_seat_monthly: 5 });
    const rep = await join(subscriber.admin, "rep");
    const stranger = await signUpProven("stranger");
    const shown = await preview(subscriber, team(7));
    const body = changeOf(team(7), shown);
    const given = { body: { wish: team(7), when: "now" } } as const;
    const portal = { body: { returnUrl: `${settings.APP_ORIGIN}/billing` } };
    for (const [{ browser }, code] of [
      [rep, "forbidden"],
      [stranger, "conflict"],
    ] as const) {
      expect((await browser.refused("previewChange", given)).code).toBe(code);
      expect((await browser.refused("changeSubscription", { body })).code).toBe(code);
      expect((await browser.refused("dropScheduledChange", {})).code).toBe(code);
      expect((await browser.refused("cancelSubscription", {})).code).toBe(code);
      expect((await browser.refused("resumeSubscription", {})).code).toBe(code);
      expect((await browser.refused("openPortal", portal)).code).toBe(code);
    }
    expect((await rep.browser.refused("getUpcomingInvoice", {})).code).toBe("forbidden");
    expect(await stranger.browser.call("getUpcomingInvoice", {})).toEqual({ upcoming: null });
    expect(await itemsOf(subscriber)).toEqual({ team_seat_monthly: 5 });
  });

  test("whose terms are agreed changes nothing here", async () => {
    const subscriber = await subscribe({ team_seat_monthly: 5 });
    const body = changeOf(team(7), await preview(subscriber, team(7)));
    await agreeContract(subscriber.admin);
    const { browser } = subscriber.admin;
    expect((await browser.refused("changeSubscription", { body })).code).toBe("conflict");
    const given = { body: { wish: team(7), when: "now" } } as const;
    expect((await browser.refused("previewChange", given)).code).toBe("conflict");
    expect(await itemsOf(subscriber)).toEqual({ team_seat_monthly: 5 });
  });

  test("Stripe's portal leads back to our pages alone", async () => {
    const subscriber = await subscribe({ team_seat_monthly: 5 });
    const { browser } = subscriber.admin;
    const { url } = await browser.call("openPortal", {
      body: { returnUrl: `${settings.APP_ORIGIN}/billing` },
    });
    expect(new URL(url).origin).toBe(new URL(settings.STRIPE_API_URL).origin);
    for (const returnUrl of [
      "https://evil.example/",
      "javascript:alert(1)",
      `${settings.APP_ORIGIN}@evil.example/`,
    ]) {
      const refused = await browser.refused("openPortal", { body: { returnUrl } });
      expect(refused.code).toBe("invalid_input");
    }
  });
});

test("of a customer that was deleted at Stripe nothing is left to open or to change", async () => {
  const subscriber = await subscribe({ team_seat_monthly: 5 });
  const { browser } = subscriber.admin;
  await stripe.customers.del(subscriber.customer);
  const portal = { body: { returnUrl: `${settings.APP_ORIGIN}/billing` } };
  expect((await browser.refused("openPortal", portal)).code).toBe("conflict");
  const wish = { body: { wish: team(7), when: "now" as const } };
  expect((await browser.refused("previewChange", wish)).code).toBe("conflict");
  expect((await browser.refused("cancelSubscription", {})).code).toBe("conflict");
  expect(await browser.call("getUpcomingInvoice", {})).toEqual({ upcoming: null });
});

test("the trail says who changed what, and what Stripe did by itself", async () => {
  const subscriber = await subscribe({ team_seat_monthly: 5 });
  const manager = await joinAsManager(subscriber);
  await change({ ...subscriber, admin: manager }, team(7));
  await subscriber.admin.browser.call("cancelSubscription", {});
  await stripe.subscriptions.cancel(subscriber.subscription);
  await manager.browser.call("refreshBilling", {});
  const found = await serviceDatabase(settings)
    .from("audit_log")
    .select("action, actor_email, via, changes->seats")
    .eq("entity_id", subscriber.subscription)
    .order("id");
  expect(dataOf(found)).toEqual([
    { action: "add", actor_email: null, via: "stripe", seats: [null, 5] },
    { action: "change", actor_email: manager.email, via: "app", seats: [5, 7] },
    { action: "change", actor_email: subscriber.admin.email, via: "app", seats: null },
    { action: "change", actor_email: null, via: "stripe", seats: null },
  ]);
});

test("what comes next is what Stripe reckons, with what is scheduled", async () => {
  const subscriber = await subscribe({ team_seat_monthly: 9 });
  const { browser } = subscriber.admin;
  expect((await browser.call("getUpcomingInvoice", {})).upcoming).toMatchObject({
    at: PERIOD_END,
    amountDueCents: 9 * 2900,
  });
  await change(subscriber, team(5), "period_end");
  expect((await browser.call("getUpcomingInvoice", {})).upcoming).toMatchObject({
    at: PERIOD_END,
    amountDueCents: 5 * 2900,
  });
});
