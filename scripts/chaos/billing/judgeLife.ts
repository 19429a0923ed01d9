import { z } from "zod";
import type { Lived } from "./liveLife.ts";
import type { BillingWorld } from "./startBillingWorld.ts";
import type { StripeDesk } from "./StripeDesk.ts";

const priceSchema = z.object({
  id: z.string(),
  lookup_key: z.string().nullable(),
  unit_amount: z.number(),
});
const subscriptionSchema = z.object({
  id: z.string(),
  status: z.string(),
  created: z.number(),
  cancel_at: z.number().nullable(),
  cancel_at_period_end: z.boolean(),
  canceled_at: z.number().nullable(),
  ended_at: z.number().nullable(),
  schedule: z.string().nullable(),
  pending_update: z.looseObject({}).nullable(),
  latest_invoice: z.string().nullable(),
  items: z.object({
    data: z.array(
      z.object({
        quantity: z.number(),
        current_period_start: z.number(),
        current_period_end: z.number(),
        price: priceSchema,
      }),
    ),
  }),
});
type Subscription = z.infer<typeof subscriptionSchema>;
const invoiceSchema = z.object({
  id: z.string(),
  status: z.string(),
  number: z.string().nullable(),
  total: z.number(),
  amount_due: z.number(),
  amount_paid: z.number(),
  attempt_count: z.number(),
  status_transitions: z.object({
    finalized_at: z.number().nullable(),
    paid_at: z.number().nullable(),
  }),
  parent: z
    .object({ subscription_details: z.object({ subscription: z.string() }).nullable() })
    .nullable(),
});
type Invoice = z.infer<typeof invoiceSchema>;
const chargeSchema = z.object({
  payment_intent: z.string().nullable(),
  amount_refunded: z.number(),
  disputed: z.boolean(),
});

/**
 * Says what in the database is not as Stripe says it, in words; nothing: all is. Reads Stripe's REST and the tables by
 * itself, and shares nothing with the product's own reading.
 */
export async function judgeLife(
  world: BillingWorld,
  lived: Pick<Lived, "buyer" | "customer">,
): Promise<string[]> {
  const problems: string[] = [];
  const expect = (what: string, inDatabase: unknown, atStripe: unknown) => {
    const [ours, theirs] = [JSON.stringify(inDatabase), JSON.stringify(atStripe)];
    if (ours !== theirs) problems.push(`${what}: the database says ${ours}, Stripe ${theirs}`);
  };
  const { organizationId, email } = lived.buyer;
  const ask = async (sql: string) =>
    (await world.database.query<Record<string, unknown>>(sql, [organizationId])).rows;

  const customers = await world.desk.all("/v1/customers", { email });
  expect("customers", lived.customer === null ? 0 : 1, customers.length);
  const stuck = await ask(
    "select external_id, status from public.webhook_messages where organization_id = $1 and status <> 'done'",
  );
  if (stuck.length > 0) problems.push(`messages are not done: ${JSON.stringify(stuck)}`);

  const found = await readStripe(world.desk, lived.customer);
  const { subscriptions, invoices } = found;
  const rows = await ask(
    `select id, plan_id, status, seats, sim_singles, sim_bundles, monthly_cents, is_current,
      extract(epoch from current_period_start)::float8 as period_start,
      extract(epoch from current_period_end)::float8 as period_end, extract(epoch from cancel_at)::float8 as cancel_at,
      extract(epoch from canceled_at)::float8 as canceled_at, extract(epoch from ended_at)::float8 as ended_at,
      schedule_id, pending_payment is not null as waits, extract(epoch from past_due_since)::float8 as past_due_since
    from public.subscriptions where organization_id = $1 order by id`,
  );
  const current = currentOf(subscriptions);
  expect(
    "subscriptions",
    rows,
    subscriptions.toSorted(byId).map((one) => rowOf(one, one === current, invoices)),
  );
  const [entitlement] = await ask(
    `select plan_id, seats, extra_sim_lines, extract(epoch from grace_ends_at)::float8 as grace_ends_at
    from public.entitlements where organization_id = $1`,
  );
  expect("entitlement", entitlement ?? FREE, entitlementOf(current, invoices));
  const invoiceRows = await ask(
    `select id, status, number, total_cents, amount_due_cents, amount_paid_cents, attempt_count, refunded_cents, is_disputed,
      extract(epoch from paid_at)::float8 as paid_at
    from public.invoices where organization_id = $1 and status <> 'draft' order by id`,
  );
  expect(
    "invoices",
    invoiceRows,
    await Promise.all(invoices.toSorted(byId).map((one) => invoiceRowOf(one, found))),
  );

  const mails = await ask(
    "select invoice_id, template from public.mail_outbox where organization_id = $1 and invoice_id is not null",
  );
  for (const invoice of invoices) {
    const count = (template: string) =>
      mails.filter((mail) => mail["invoice_id"] === invoice.id && mail["template"] === template)
        .length;
    const isPaid = invoice.status === "paid" && invoice.amount_paid > 0;
    // A change that waits for its payment says so on the screen.
    const waits = subscriptions.some(
      ({ pending_update: pending, latest_invoice: latest }) =>
        pending !== null && latest === invoice.id,
    );
    const isFailing = invoice.status === "open" && invoice.attempt_count > 0 && !waits;
    expect(`mails of success about ${invoice.id}`, count("billing_success"), isPaid ? 1 : 0);
    const failures = count("billing_failure");
    if (isFailing) expect(`mails of failure about ${invoice.id}`, failures, 1);
    else if (failures > (invoice.attempt_count > 0 ? 1 : 0))
      problems.push(`${failures} mails of failure about ${invoice.id}, which is ${invoice.status}`);
  }
  return problems;
}

interface Found {
  readonly subscriptions: Subscription[];
  readonly invoices: Invoice[];
  readonly charges: z.infer<typeof chargeSchema>[];
  readonly payments: readonly { readonly invoice: string; readonly intent: string | null }[];
}

const paymentSchema = z.object({
  invoice: z.string(),
  payment: z.object({ payment_intent: z.string().nullish() }),
});

async function readStripe(desk: StripeDesk, customer: string | null): Promise<Found> {
  if (customer === null) return { subscriptions: [], invoices: [], charges: [], payments: [] };
  const subscriptions = await desk.all("/v1/subscriptions", { customer, status: "all" });
  const invoices = await desk.all("/v1/invoices", { customer });
  const charges = await desk.all("/v1/charges", { customer });
  const payments = await Promise.all(
    invoices.map(({ id }) => desk.all("/v1/invoice_payments", { invoice: id })),
  );
  return {
    subscriptions: subscriptionSchema.array().parse(subscriptions),
    // A draft is nothing yet: Stripe may still change or drop it.
    invoices: invoiceSchema
      .array()
      .parse(invoices)
      .filter(({ status }) => status !== "draft"),
    charges: chargeSchema.array().parse(charges),
    payments: paymentSchema
      .array()
      .parse(payments.flat())
      .map(({ invoice, payment }) => ({ invoice, intent: payment.payment_intent ?? null })),
  };
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const LIVES = ["trialing", "active", "past_due", "unpaid", "paused"];
const FREE = { plan_id: "free", seats: null, extra_sim_lines: 0, grace_ends_at: null };
const DAY_SECONDS = 86_400;

function currentOf(subscriptions: readonly Subscription[]): Subscription | undefined {
  const rank = ({ status }: Subscription) =>
    LIVES.includes(status) ? 2 : status === "incomplete" ? 1 : 0;
  return subscriptions.toSorted(
    (a, b) => rank(b) - rank(a) || b.created - a.created || -byId(a, b),
  )[0];
}

/** How many are bought by a price that is known by this name. */
function bought({ items }: Subscription, lookupKey: string): number {
  return items.data
    .filter(({ price }) => price.lookup_key === lookupKey)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

function pastDueSince(
  { id, status, items, pending_update, latest_invoice }: Subscription,
  invoices: readonly Invoice[],
) {
  if (status !== "past_due" && status !== "unpaid") return null;
  const since = invoices
    .filter(
      (invoice) =>
        invoice.status === "open" &&
        invoice.attempt_count > 0 &&
        invoice.parent?.subscription_details?.subscription === id &&
        !(pending_update !== null && latest_invoice === invoice.id),
    )
    .map(({ status_transitions: at }) => at.finalized_at ?? Infinity);
  if (since.length > 0) return Math.min(...since);
  return status === "unpaid" ? (items.data[0]?.current_period_start ?? null) : null;
}

function rowOf(one: Subscription, isCurrent: boolean, invoices: readonly Invoice[]) {
  const [first] = one.items.data;
  const latest = invoices.find(({ id }) => id === one.latest_invoice);
  return {
    id: one.id,
    plan_id: bought(one, "pro_monthly") > 0 ? "pro" : "team",
    status: one.status,
    seats: bought(one, "team_seat_monthly") || null,
    sim_singles: bought(one, "sim_single_monthly"),
    sim_bundles: bought(one, "sim_bundle_3_monthly"),
    monthly_cents: one.items.data.reduce(
      (sum, { quantity, price }) => sum + quantity * price.unit_amount,
      0,
    ),
    is_current: isCurrent,
    period_start: first?.current_period_start,
    period_end: first?.current_period_end,
    cancel_at: one.cancel_at ?? (one.cancel_at_period_end ? first?.current_period_end : null),
    canceled_at: one.canceled_at,
    ended_at: one.ended_at,
    schedule_id: one.schedule,
    waits: one.pending_update !== null && latest?.status === "open",
    past_due_since: pastDueSince(one, invoices),
  };
}

function entitlementOf(current: Subscription | undefined, invoices: readonly Invoice[]) {
  if (
    current === undefined ||
    !["trialing", "active", "past_due", "unpaid"].includes(current.status)
  )
    return FREE;
  const since = pastDueSince(current, invoices);
  return {
    plan_id: bought(current, "pro_monthly") > 0 ? "pro" : "team",
    seats: bought(current, "team_seat_monthly") || null,
    extra_sim_lines:
      bought(current, "sim_single_monthly") + 3 * bought(current, "sim_bundle_3_monthly"),
    grace_ends_at: since === null ? null : since + 7 * DAY_SECONDS,
  };
}

function invoiceRowOf(invoice: Invoice, { charges, payments }: Found) {
  const intents = payments
    .filter(({ invoice: id }) => id === invoice.id)
    .map(({ intent }) => intent);
  const its = charges.filter(
    ({ payment_intent: intent }) => intent !== null && intents.includes(intent),
  );
  return {
    id: invoice.id,
    status: invoice.status,
    number: invoice.number,
    total_cents: invoice.total,
    amount_due_cents: invoice.amount_due,
    amount_paid_cents: invoice.amount_paid,
    attempt_count: invoice.attempt_count,
    refunded_cents: its.reduce((sum, charge) => sum + charge.amount_refunded, 0),
    is_disputed: its.some(({ disputed }) => disputed),
    paid_at: invoice.status_transitions.paid_at,
  };
}
