import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actAs } from "./actAs.ts";
import { signUpPerson } from "./signUpPerson.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;
let db: Client;
let home: string;
let adminId: string;

beforeAll(async () => {
  database = await startTestDatabase();
  db = database.superuser;
  ({ id: adminId } = await signUpPerson(db, "admin@example.test", { full_name: "Ada" }));
  const found = await rows("select organization_id as id from public.memberships");
  home = found[0]?.["id"];
});
afterAll(() => database.stop());
beforeEach(async () => {
  await db.query("delete from public.billing_accounts");
  await db.query("delete from public.subscriptions");
  await db.query("delete from public.invoices");
  await db.query("delete from public.entitlements");
  await db.query("delete from public.mail_outbox");
  await db.query("delete from public.webhook_messages");
  await service("select from public.open_billing_account($1)", [home]);
  await db.query("update public.billing_accounts set customer_id = 'cus_1'");
});

// oxlint-disable-next-line typescript/no-explicit-any -- rows are looked at, not worked with
type Row = Record<string, any>;
const rows = async (text: string, values: unknown[] = []): Promise<Row[]> =>
  (await db.query(text, values)).rows;
const service = (text: string, values: unknown[] = []): Promise<Row[]> =>
  actAs(db, { role: "service_role" }, async () => rows(text, values), "commit");

const subscription = (changed: object = {}) => ({
  id: "sub_1",
  plan_id: "pro",
  status: "active",
  seats: null,
  sim_singles: 0,
  sim_bundles: 0,
  extra_sim_lines: 0,
  monthly_cents: 9_900,
  current_period_start: "2026-11-01T00:00:00Z",
  current_period_end: "2026-12-01T00:00:00Z",
  cancel_at: null,
  canceled_at: null,
  ended_at: null,
  trial_ends_at: null,
  past_due_since: null,
  billing_mode: "flexible",
  schedule_id: null,
  scheduled: null,
  pending_payment: null,
  version: "1",
  is_current: true,
  created_at: "2026-11-01T00:00:00Z",
  ...changed,
});
const invoice = (changed: object = {}) => ({
  id: "in_1",
  subscription_id: "sub_1",
  number: "A-1",
  status: "paid",
  total_cents: 9_900,
  amount_due_cents: 9_900,
  amount_paid_cents: 9_900,
  refunded_cents: 0,
  is_disputed: false,
  attempt_count: 1,
  created_at: "2026-11-01T00:00:00Z",
  paid_at: "2026-11-01T00:00:00Z",
  next_attempt_at: null,
  url: "https://invoice.stripe.test/1",
  pdf_url: null,
  ...changed,
});
const entitled = (plan_id: string) => ({
  plan_id,
  seats: null,
  extra_sim_lines: 0,
  grace_ends_at: null,
});
const truth = (changed: object = {}) => ({
  entitlement: entitled("pro"),
  subscriptions: [subscription()],
  invoices: [invoice()],
  alerts: [],
  ...changed,
});

const newTicket = async () =>
  (await service("select public.billing_ticket() as ticket"))[0]?.["ticket"];
async function apply(what: object, options: { ticket?: unknown; messages?: string[] } = {}) {
  const ticket = options.ticket ?? (await newTicket());
  const [applied] = await service("select * from public.apply_billing($1, $2, $3, $4)", [
    home,
    ticket,
    what,
    options.messages ?? [],
  ]);
  return applied;
}
const claim = async (event: string, isWanted = true, customer: string | null = "cus_1") => {
  const [claimed] = await service("select * from public.claim_stripe_event($1, $2, $3, '{}')", [
    event,
    customer,
    isWanted,
  ]);
  return claimed ?? {};
};
const plan = async () => (await rows("select plan_id from public.entitlements"))[0]?.["plan_id"];
const mails = async () =>
  (
    await rows(
      "select template, user_id, invoice_id from public.mail_outbox where template like 'billing%' order by template",
    )
  ).map((mail) => [mail["template"], mail["user_id"], mail["invoice_id"]]);
const alerts = async () =>
  (await rows("select subject from public.mail_outbox where template = 'admin_alert'")).map(
    ({ subject }) => subject,
  );

describe("what was read of Stripe", () => {
  it("is written whole, with the mail about its invoice and the end of its message", async () => {
    const { id, ticket } = await claim("evt_1");
    expect(await apply(truth(), { ticket, messages: [id] })).toEqual({ is_newer: true, mails: 1 });
    expect(await plan()).toBe("pro");
    expect(await mails()).toEqual([["billing_success", adminId, "in_1"]]);
    expect(await rows("select status, organization_id from public.webhook_messages")).toEqual([
      { status: "done", organization_id: home },
    ]);
  });

  it("changes nothing where something newer was written, and still ends its message", async () => {
    const older = await claim("evt_1");
    await apply(truth({ entitlement: entitled("team") }));
    const applied = await apply(truth(), { ticket: older["ticket"], messages: [older["id"]] });
    expect(applied).toEqual({ is_newer: false, mails: 0 });
    expect(await plan()).toBe("team");
    expect((await claim("evt_1"))["state"]).toBe("done");
  });

  it("written again tells nobody twice", async () => {
    await apply(truth());
    expect(await apply(truth())).toEqual({ is_newer: true, mails: 0 });
    expect(await mails()).toHaveLength(1);
  });

  it("mails of an invoice once when it failed and once when it was paid", async () => {
    const open = invoice({ status: "open", amount_paid_cents: 0, paid_at: null });
    await apply(truth({ invoices: [open] }));
    await apply(truth({ invoices: [{ ...open, attempt_count: 2 }] }));
    await apply(truth());
    await apply(truth());
    expect((await mails()).map(([template]) => template)).toEqual([
      "billing_failure",
      "billing_success",
    ]);
  });

  it("is not mailed of again where whom it was mailed to has gone", async () => {
    const { id: other } = await signUpPerson(db, "other@example.test");
    await db.query("update public.memberships set organization_id = $1 where user_id = $2", [
      home,
      other,
    ]);
    await db.query("update public.billing_accounts set contact_id = $1", [other]);
    await apply(truth());
    expect(await mails()).toEqual([["billing_success", other, "in_1"]]);
    await db.query("delete from auth.users where id = $1", [other]);
    expect(await apply(truth())).toEqual({ is_newer: true, mails: 0 });
  });

  it("mails of nothing that was not tried, or cost nothing", async () => {
    const untried = invoice({ status: "open", attempt_count: 0, amount_paid_cents: 0 });
    await apply(truth({ invoices: [untried, invoice({ id: "in_2", amount_paid_cents: 0 })] }));
    expect(await mails()).toEqual([]);
  });

  it("moves to another subscription, and ends one that Stripe shows no more", async () => {
    await apply(truth());
    await apply(
      truth({
        subscriptions: [
          subscription({ id: "sub_2" }),
          subscription({ is_current: false, status: "canceled", ended_at: "2026-11-02T00:00:00Z" }),
        ],
      }),
    );
    await apply(truth({ subscriptions: [], invoices: [], entitlement: entitled("free") }));
    expect(
      await rows(
        "select id, status, is_current, ended_at is not null as ended from public.subscriptions order by id",
      ),
    ).toEqual([
      { id: "sub_1", status: "canceled", is_current: false, ended: true },
      { id: "sub_2", status: "canceled", is_current: false, ended: true },
    ]);
    expect(await plan()).toBe("free");
  });

  it("alerts operators once of what stays so, and again when it has been otherwise", async () => {
    const doubled = { alerts: [{ key: "several:a,b", subject: "Two", text: "a, b" }] };
    await apply(truth(doubled));
    await apply(truth(doubled));
    expect(await alerts()).toEqual(["Two"]);
    await apply(truth());
    await apply(truth(doubled));
    expect(await alerts()).toEqual(["Two", "Two"]);
  });

  it("for an organization without an account is refused", async () => {
    await db.query("delete from public.billing_accounts");
    await expect(apply(truth())).rejects.toThrow("not_found");
  });
});

describe("a message of Stripe's", () => {
  it("is claimed once, and again when its work has failed", async () => {
    const first = await claim("evt_1");
    expect(first).toMatchObject({ state: "claimed", organization_id: home });
    expect((await claim("evt_1"))["state"]).toBe("busy");
    await service("select public.fail_webhooks($1, $2, 'no')", [home, [first["id"]]]);
    const again = await claim("evt_1");
    expect(again).toMatchObject({ state: "claimed", id: first["id"] });
    expect(Number(again["ticket"])).toBeGreaterThan(Number(first["ticket"]));
  });

  it("is claimed with others of its customer's, each as it stands", async () => {
    const done = await claim("evt_2");
    await apply(truth(), { ticket: done["ticket"], messages: [String(done["id"])] });
    await claim("evt_3");
    const together = async (customer: string) =>
      service("select * from public.claim_stripe_events($1, $2)", [
        customer,
        JSON.stringify(["evt_3", "evt_2", "evt_1"].map((id) => ({ id, type: "invoice.paid" }))),
      ]);
    const claimed = await together("cus_1");
    expect(claimed).toMatchObject([
      { event: "evt_1", state: "claimed", organization_id: home },
      { event: "evt_2", state: "done" },
      { event: "evt_3", state: "busy" },
    ]);
    expect(
      await rows("select payload from public.webhook_messages where external_id = 'evt_1'"),
    ).toEqual([{ payload: { id: "evt_1", type: "invoice.paid" } }]);
  });

  it("that concerns nobody here, or that nothing follows from, is done at once", async () => {
    expect(await claim("evt_1", true, "cus_other")).toMatchObject({
      state: "done",
      organization_id: null,
    });
    expect(await claim("evt_2", true, null)).toMatchObject({ state: "done" });
    expect(await claim("evt_3", false)).toMatchObject({ state: "done", organization_id: home });
    expect(await rows("select distinct status from public.webhook_messages")).toEqual([
      { status: "done" },
    ]);
  });

  it("that is done stays so, whatever failed beside it", async () => {
    const { id, ticket } = await claim("evt_1");
    await apply(truth(), { ticket, messages: [id] });
    await service("select public.fail_webhooks($1, $2, 'no')", [home, [id, randomUUID()]]);
    expect((await claim("evt_1"))["state"]).toBe("done");
  });
});
