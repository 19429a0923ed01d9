import { randomUUID } from "node:crypto";
import type { TableFixture } from "./TableFixture.ts";

/** What the rows of the tables of billing are about. */
interface Given {
  readonly insert: (table: string, row: Record<string, unknown>) => Promise<void>;
  /** `bare` has none of the rows that an organization has once. */
  readonly organizations: Readonly<Record<"home" | "away" | "bare", string>>;
}

/** Writes a row per label into the tables of billing. */
export async function writeBillingFixture(given: Given): Promise<Record<string, TableFixture>> {
  const { insert, organizations } = given;
  const { home, away, bare } = organizations;
  const subscription = (organization_id: string, is_current: boolean) => ({
    id: `sub_${randomUUID()}`,
    organization_id,
    plan_id: "pro",
    status: is_current ? "active" : "canceled",
    sim_singles: 0,
    sim_bundles: 0,
    extra_sim_lines: 0,
    monthly_cents: 9900,
    current_period_start: "2026-11-01T00:00:00Z",
    current_period_end: "2026-12-01T00:00:00Z",
    billing_mode: "flexible",
    version: "1",
    is_current,
    created_at: "2026-11-01T00:00:00Z",
  });
  const invoice = (organization_id: string) => ({
    id: `in_${randomUUID()}`,
    organization_id,
    status: "paid",
    total_cents: 9900,
    amount_due_cents: 9900,
    amount_paid_cents: 9900,
    attempt_count: 1,
    created_at: "2026-11-01T00:00:00Z",
  });
  const terms = (organization_id: string) => ({
    organization_id,
    plan_id: "enterprise",
    extra_sim_lines: 0,
  });
  const subscriptions = { own: subscription(home, true), foreign: subscription(away, true) };
  const invoices = { own: invoice(home), foreign: invoice(away) };
  for (const organization_id of [home, away]) {
    await insert("public.billing_accounts", { organization_id });
    await insert("public.entitlements", terms(organization_id));
    await insert("public.billing_contracts", terms(organization_id));
  }
  for (const row of Object.values(subscriptions)) await insert("public.subscriptions", row);
  for (const row of Object.values(invoices)) await insert("public.invoices", row);

  const byOrganization = {
    own: { key: { organization_id: home } },
    foreign: { key: { organization_id: away } },
  };
  const byId = (rows: Record<"own" | "foreign", { id: string }>) => ({
    own: { key: { id: rows.own.id } },
    foreign: { key: { id: rows.foreign.id } },
  });
  return {
    plans: {
      rows: { service: { key: { id: "free" } } },
      touch: "name = 'Touched'",
      inserts: { service: () => ({ id: "matrix", position: 99, name: "Matrix", features: "{}" }) },
    },
    billing_accounts: {
      rows: byOrganization,
      touch: "ticket = 1",
      inserts: { new: () => ({ organization_id: bare }) },
    },
    subscriptions: {
      rows: byId(subscriptions),
      touch: "seats = 1",
      inserts: { own: () => subscription(home, false), foreign: () => subscription(away, false) },
    },
    invoices: {
      rows: byId(invoices),
      touch: "is_disputed = true",
      inserts: { own: () => invoice(home), foreign: () => invoice(away) },
    },
    entitlements: {
      rows: byOrganization,
      touch: "seats = 1",
      inserts: { new: () => terms(bare) },
    },
    billing_contracts: {
      rows: byOrganization,
      touch: "seats = 1",
      inserts: { new: () => terms(bare) },
    },
  };
}
