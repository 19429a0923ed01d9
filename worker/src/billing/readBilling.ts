import { type Billing, invoiceSchema, subscriptionSchema } from "#shared/billing";
import { CATALOGUE } from "#shared/catalogue";
import { allowanceSchema, usageSchema } from "#shared/entitlement";
import { timestamp } from "#shared/text";
import { z } from "zod";
import type { Database } from "../clients/supabase/database.ts";
import { dataOf, parseRows } from "../clients/supabase/rows.ts";
import { readPrices } from "../clients/stripe/readPrices.ts";
import type { MemberContext } from "../http/context.ts";
import { decideFlagFor } from "../http/decideFlagFor.ts";
import { INVOICE_COLUMNS } from "./invoiceColumns.ts";
import { offersOf } from "./offersOf.ts";

/**
 * All that the Billing screen stands on, from our own tables with the caller's rights. While Stripe does not answer it
 * says so (`isOpen`), and everything else as it was last read.
 */
export async function readBilling(context: MemberContext): Promise<Billing> {
  const { db, env, userId, organizationId } = context;
  const [account, subscription, isContract, allowance, usage, contact, voice, prices] =
    await Promise.all([
      readAccount(db),
      readSubscription(db),
      hasContract(db),
      call(db, "my_allowance", allowanceSchema),
      call(db, "my_usage", usageSchema),
      call(db, "my_billing_contact", contactSchema),
      decideFlagFor(db, CATALOGUE.voice.flag, { userId, organizationId }),
      readPrices(env),
    ]);
  return {
    isOpen: prices.ok,
    ...offersOf(CATALOGUE, prices.ok ? prices.prices : new Map(), voice.on),
    allowance,
    usage,
    isContract,
    subscription,
    openInvoice:
      subscription?.pastDueSince == null ? null : await readOpenInvoice(db, subscription.id),
    hasCustomer: account?.customer_id != null,
    contact,
    syncedAt: account?.synced_at ?? null,
  };
}

const contactSchema = z.object({ fullName: z.string(), email: z.string() }).nullable();

async function call<S extends z.ZodType>(db: Database, name: string, schema: S) {
  return schema.parse(dataOf(await db.rpc(name)));
}

async function readAccount(db: Database) {
  const found = await db.from("billing_accounts").select("customer_id, synced_at");
  return parseRows(
    found,
    z.object({ customer_id: z.string().nullable(), synced_at: timestamp.nullable() }),
  )[0];
}

const SUBSCRIPTION_COLUMNS =
  "id, planId:plan_id, status, seats, simSingles:sim_singles, simBundles:sim_bundles, " +
  "extraSimLines:extra_sim_lines, monthlyCents:monthly_cents, currentPeriodStart:current_period_start, " +
  "currentPeriodEnd:current_period_end, cancelAt:cancel_at, trialEndsAt:trial_ends_at, " +
  "pastDueSince:past_due_since, scheduled, pendingPayment:pending_payment, version";

/** The one that counts, as long as it has not ended. */
async function readSubscription(db: Database) {
  const found = await db
    .from("subscriptions")
    .select(SUBSCRIPTION_COLUMNS)
    .eq("is_current", true)
    .not("status", "in", "(canceled,incomplete_expired)");
  return parseRows(found, subscriptionSchema)[0] ?? null;
}

async function hasContract(db: Database): Promise<boolean> {
  const found = await db.from("billing_contracts").select("plan_id").limit(1);
  return parseRows(found, z.object({})).length > 0;
}

/** The oldest of those that wait: with it the delay ends. */
async function readOpenInvoice(db: Database, subscriptionId: string) {
  const found = await db
    .from("invoices")
    .select(INVOICE_COLUMNS)
    .eq("subscription_id", subscriptionId)
    .eq("status", "open")
    .order("created_at")
    .limit(1);
  return parseRows(found, invoiceSchema)[0] ?? null;
}
