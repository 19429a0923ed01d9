import { describe, expect, it } from "vitest";
import type {
  CustomerTruth,
  StripeCharge,
  StripeInvoice,
  StripePrice,
  StripeSubscription,
} from "../clients/stripe/truth.ts";
import { rowsOf } from "./rowsOf.ts";

const DAY = 86_400;
const START = Date.parse("2026-11-01T00:00:00Z") / 1_000;
const END = Date.parse("2026-12-01T00:00:00Z") / 1_000;
const iso = (seconds: number) => new Date(seconds * 1_000).toISOString();

const price = (id: string, unit_amount: number, metadata: Record<string, string>): StripePrice => ({
  id,
  lookup_key: null,
  unit_amount,
  metadata,
});
const PRO = price("price_pro", 9_900, { plan: "pro" });
const TEAM = price("price_team", 2_900, { plan: "team", unit: "seat" });
const SINGLE = price("price_single", 1_000, { add_on: "sim_single", lines: "1" });
const BUNDLE = price("price_bundle", 2_500, { add_on: "sim_bundle", lines: "3" });
const VOICE = price("price_voice", 3_000, { add_on: "voice_single", lines: "1" });
const FOREIGN = price("price_foreign", 1, {});

const items = (...sold: (readonly [StripePrice, number])[]) => ({
  data: sold.map(([of, quantity], at) => ({
    id: `si_${at}`,
    price: of,
    quantity,
    current_period_start: START,
    current_period_end: END,
  })),
});
const subscription = (changed: Partial<StripeSubscription> = {}): StripeSubscription => ({
  id: "sub_1",
  status: "active",
  created: START,
  billing_mode: { type: "flexible" },
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  ended_at: null,
  cancellation_details: null,
  test_clock: null,
  trial_end: null,
  latest_invoice: "in_1",
  pending_update: null,
  items: items([PRO, 1]),
  schedule: null,
  ...changed,
});
const invoice = (changed: Partial<StripeInvoice> = {}): StripeInvoice => ({
  id: "in_1",
  number: "A-1",
  status: "open",
  total: 9_900,
  amount_due: 9_900,
  amount_paid: 0,
  attempt_count: 1,
  created: START,
  due_date: null,
  next_payment_attempt: null,
  status_transitions: { finalized_at: START + 60, paid_at: null },
  hosted_invoice_url: "https://invoice.stripe.test/1",
  invoice_pdf: null,
  parent: { subscription_details: { subscription: "sub_1" } },
  payments: { data: [{ payment: { payment_intent: "pi_1" } }] },
  ...changed,
});
const charge = (changed: Partial<StripeCharge> = {}): StripeCharge => ({
  id: "ch_1",
  payment_intent: "pi_1",
  amount_refunded: 0,
  disputed: false,
  ...changed,
});
const rows = (truth: Partial<CustomerTruth>) => {
  const prices = new Map([PRO, TEAM, SINGLE, BUNDLE].map((one) => [one.id, one]));
  return rowsOf({ subscriptions: [], invoices: [], charges: [], prices, ...truth });
};
/** The row of one subscription, alone with those invoices. */
const row = async (changed: Partial<StripeSubscription>, invoices: StripeInvoice[] = []) =>
  (await rows({ subscriptions: [subscription(changed)], invoices })).subscriptions[0];

describe("what a subscription holds", () => {
  it.each([
    [
      "a plan",
      [[PRO, 1]],
      { plan_id: "pro", seats: null, extra_sim_lines: 0, monthly_cents: 9_900 },
    ],
    ["seats", [[TEAM, 4]], { plan_id: "team", seats: 4, monthly_cents: 11_600 }],
    [
      "lines beside it",
      [
        [SINGLE, 2],
        [TEAM, 3],
        [BUNDLE, 2],
      ],
      {
        plan_id: "team",
        sim_singles: 2,
        sim_bundles: 2,
        extra_sim_lines: 8,
        monthly_cents: 15_700,
      },
    ],
    [
      "voice",
      [
        [PRO, 1],
        [VOICE, 2],
      ],
      { plan_id: "pro", extra_sim_lines: 0, monthly_cents: 15_900 },
    ],
  ] as const)("%s", async (_, sold, expected) => {
    expect(await row({ items: items(...sold) })).toMatchObject(expected);
  });

  it.each([
    ["a foreign price", items([PRO, 1], [FOREIGN, 1]), "price_foreign"],
    ["no plan", items([SINGLE, 1]), "no plan"],
    ["two plans", items([PRO, 1], [TEAM, 3]), "two plans"],
    ["a plan that is none", items([price("price_old", 1, { plan: "gold" }), 1]), "gold"],
  ])(
    "%s is refused by name while it lives, and passed over when it has ended",
    async (_, held, named) => {
      await expect(row({ items: held })).rejects.toThrow(named);
      expect(await row({ items: held, status: "canceled" })).toBeUndefined();
    },
  );

  it("stands with its period, which is the items', and how Stripe reckons it", async () => {
    expect(await row({})).toMatchObject({
      current_period_start: iso(START),
      current_period_end: iso(END),
      billing_mode: "flexible",
      is_current: true,
    });
  });

  it("ends with its period where that is decided", async () => {
    expect((await row({ cancel_at: END, cancel_at_period_end: true }))?.cancel_at).toBe(iso(END));
    expect((await row({ cancel_at_period_end: true }))?.cancel_at).toBe(iso(END));
    expect((await row({}))?.cancel_at).toBeNull();
  });
});

describe("what it becomes", () => {
  const phase = (start: number, end: number, id: string, quantity = 1) => ({
    start_date: start,
    end_date: end,
    items: [{ price: id, quantity }],
  });
  const schedule = (status: string) => ({
    id: "sub_sched_1",
    status,
    current_phase: { start_date: START, end_date: END },
    phases: [phase(START, END, "price_team", 9), phase(END, END + 30 * DAY, "price_team", 4)],
  });

  it("is the phase behind the one that runs", async () => {
    expect(await row({ schedule: schedule("active") })).toMatchObject({
      schedule_id: "sub_sched_1",
      scheduled: { planId: "team", seats: 4, extraSimLines: 0, at: iso(END) },
    });
  });

  it("is nothing where the schedule has been released", async () => {
    expect((await row({ schedule: schedule("released") }))?.scheduled).toBeNull();
  });

  it("waits for a payment at the invoice of the change", async () => {
    const pending = { pending_update: { expires_at: END }, latest_invoice: "in_1" };
    expect((await row(pending, [invoice()]))?.pending_payment).toEqual({
      url: "https://invoice.stripe.test/1",
      expiresAt: iso(END),
    });
    expect((await row(pending, [invoice({ status: "paid" })]))?.pending_payment).toBeNull();
  });
});

describe("since when a payment is overdue", () => {
  const since = async (changed: Partial<StripeSubscription>, invoices: StripeInvoice[]) =>
    (await row(changed, invoices))?.past_due_since;
  const finalizedAt = (at: number) => ({ status_transitions: { finalized_at: at, paid_at: null } });
  const older = invoice({ id: "in_0", ...finalizedAt(START - DAY) });

  it("is the oldest open invoice that was tried", async () => {
    expect(await since({ status: "past_due" }, [invoice(), older])).toBe(iso(START - DAY));
    expect(await since({ status: "past_due" }, [invoice(), { ...older, attempt_count: 0 }])).toBe(
      iso(START + 60),
    );
    expect(await since({ status: "past_due" }, [invoice(), { ...older, status: "paid" }])).toBe(
      iso(START + 60),
    );
  });

  it("is no other subscription's, and no change's that waits for its payment", async () => {
    const foreign = { ...older, parent: { subscription_details: { subscription: "sub_2" } } };
    expect(await since({ status: "past_due" }, [invoice(), foreign])).toBe(iso(START + 60));
    expect(
      await since({ status: "past_due", pending_update: { expires_at: END } }, [invoice(), older]),
    ).toBe(iso(START - DAY));
  });

  it("does not end when its invoice is given up; one that was given up before another was paid is over", async () => {
    const given = { ...invoice(), status: "uncollectible" };
    expect(await since({ status: "past_due" }, [given])).toBe(iso(START + 60));
    const before = { ...older, status: "uncollectible" };
    expect(await since({ status: "past_due" }, [invoice(), before])).toBe(iso(START + 60));
  });

  it("is nothing while it is active, whatever is open", async () => {
    expect(await since({ status: "active" }, [invoice()])).toBeNull();
  });

  it("is the period that runs where Stripe has given up and closed its invoices", async () => {
    expect(await since({ status: "unpaid" }, [])).toBe(iso(START));
  });
});

describe("what it gives", () => {
  const gives = async (...subscriptions: StripeSubscription[]) =>
    (await rows({ subscriptions, invoices: [invoice()] })).entitlement;

  it("follows its status", async () => {
    const plan = { plan_id: "pro", grace_ends_at: null };
    expect(await gives(subscription())).toMatchObject(plan);
    expect(await gives(subscription({ status: "trialing" }))).toMatchObject(plan);
    expect(await gives(subscription({ status: "past_due" }))).toMatchObject({
      plan_id: "pro",
      grace_ends_at: iso(START + 60 + 7 * DAY),
    });
    for (const status of ["incomplete", "incomplete_expired", "canceled", "paused"] as const)
      expect(await gives(subscription({ status }))).toMatchObject({ plan_id: "free" });
    expect(await gives()).toMatchObject({ plan_id: "free" });
  });

  it("is of the newest that lives, else of the newest", async () => {
    const old = subscription({ id: "sub_old", created: START - DAY, items: items([TEAM, 3]) });
    const current = async (...all: StripeSubscription[]) =>
      (await rows({ subscriptions: all })).subscriptions.filter((one) => one.is_current);
    expect(await current(subscription({ status: "canceled" }), old)).toMatchObject([
      { id: "sub_old" },
    ]);
    expect(await current(old, subscription())).toMatchObject([{ id: "sub_1" }]);
    expect(
      await current(subscription({ status: "incomplete" }), { ...old, status: "canceled" }),
    ).toMatchObject([{ id: "sub_1" }]);
    expect(
      await current({ ...old, status: "canceled" }, subscription({ status: "canceled" })),
    ).toMatchObject([{ id: "sub_1" }]);
  });
});

describe("an invoice", () => {
  it("knows what was paid back of its payments, and whether one is disputed", async () => {
    const charges = [
      charge({ amount_refunded: 300 }),
      charge({ id: "ch_2", payment_intent: null, amount_refunded: 50, disputed: true }),
      charge({ id: "ch_3", payment_intent: "pi_other", amount_refunded: 7, disputed: true }),
    ];
    const payments = {
      data: [{ payment: { payment_intent: "pi_1" } }, { payment: { charge: "ch_2" } }],
    };
    const { invoices } = await rows({
      invoices: [invoice({ payments }), invoice({ id: "in_2", payments: { data: [] } })],
      charges,
    });
    expect(invoices).toMatchObject([
      { id: "in_1", refunded_cents: 350, is_disputed: true, subscription_id: "sub_1" },
      { id: "in_2", refunded_cents: 0, is_disputed: false },
    ]);
  });
});

describe("what operators are told", () => {
  it("is each dispute, and that an organization pays twice", async () => {
    const { alerts } = await rows({
      subscriptions: [subscription(), subscription({ id: "sub_2", status: "past_due" })],
      charges: [charge({ disputed: true }), charge({ id: "ch_2" })],
    });
    expect(alerts.map(({ key }) => key)).toEqual(["several:sub_1,sub_2", "dispute:ch_1"]);
  });

  it("is nothing of what is as it should be", async () => {
    const ended = subscription({ id: "sub_2", status: "canceled" });
    const { alerts } = await rows({ subscriptions: [subscription(), ended], charges: [charge()] });
    expect(alerts).toEqual([]);
  });
});

it("has another version after each change that a preview would miss", async () => {
  const versions = await Promise.all(
    [
      {},
      { items: items([PRO, 2]) },
      { items: items([TEAM, 1]) },
      { status: "past_due" as const },
      { cancel_at: END },
      { pending_update: { expires_at: END } },
    ].map(async (changed) => (await row(changed))?.version),
  );
  expect(new Set(versions).size).toBe(versions.length);
  expect((await row({ latest_invoice: "in_2" }))?.version).toBe(versions[0]);
});
