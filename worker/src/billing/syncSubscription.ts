import { AppError } from "#shared/errors";
import { z } from "zod";
import { readCustomer, UnknownCustomer } from "../clients/stripe/readCustomer.ts";
import type { CustomerTruth } from "../clients/stripe/truth.ts";
import type { Database } from "../clients/supabase/database.ts";
import { assertDone, dataOf, parseRow, parseRows } from "../clients/supabase/rows.ts";
import type { WorkContext } from "../http/context.ts";
import { pokeHub } from "../http/liveLine.ts";
import { drainMail } from "../http/mailOutbox.ts";
import { UnknownPrice } from "./contentOf.ts";
import { openAccount } from "./openAccount.ts";
import { rowsOf } from "./rowsOf.ts";
import { turnDatabase } from "./turnDatabase.ts";

/** What a reading of Stripe is for. */
export interface Reading {
  /** The claimed messages that it ends (rows of the letterbox). */
  readonly messages: readonly string[];
  /** The highest of theirs: what was written under a higher one is newer. Null: it takes one. */
  readonly ticket: number | null;
  /** Who the organisation is at Stripe; null: looked up. */
  readonly customer: string | null;
  /** Who has just had something changed: the trail says so. Null: Stripe did. */
  readonly actor: string | null;
}

const NOTHING: CustomerTruth = { subscriptions: [], invoices: [], charges: [], prices: new Map() };

/**
 * Reads what Stripe says of an organisation and writes it with all that follows: entitlement, mails, events, the end of
 * the work on messages, in one transaction. Nothing is believed from a message: whichever order they come in, the last
 * reading is the truth, and is answered. What fails frees the messages to be tried again.
 * To be called in the organisation's turn (BillingAccount) alone.
 * @throws AppError `unavailable` where Stripe or the database does not answer
 */
export async function syncSubscription(
  context: WorkContext,
  organizationId: string,
  { messages, ticket, customer, actor }: Reading,
): Promise<CustomerTruth> {
  const { env } = context;
  const db = turnDatabase(env);
  try {
    // Before anything is read: who takes theirs later has read later.
    const [asOf, customerId] = await Promise.all([
      ticket ?? takeTicket(db),
      customer ?? customerOf(db, organizationId),
    ]);
    const truth =
      customerId === null
        ? NOTHING
        : await readCustomer(env, customerId, () => openInvoices(db, organizationId));
    const applied = await db.rpc("apply_billing", {
      organization: organizationId,
      ticket: asOf,
      truth: await rowsOf(truth),
      messages,
      actor,
    });
    const { is_newer, mails } = parseRow(applied, appliedSchema);
    if (mails > 0) drainMail(context);
    if (is_newer) context.background(pokeHub(env, organizationId));
    return truth;
  } catch (error) {
    await giveBack(db, organizationId, messages, error);
    throw error;
  }
}

async function takeTicket(db: Database): Promise<number> {
  return z.int().parse(dataOf(await db.rpc("billing_ticket")));
}

async function customerOf(db: Database, organizationId: string): Promise<string | null> {
  return (await openAccount(db, organizationId)).customerId;
}

const appliedSchema = z.object({ is_newer: z.boolean(), mails: z.int() });

/** Those that stood open when they were last read. */
async function openInvoices(db: Database, organizationId: string): Promise<string[]> {
  const found = await db
    .from("invoices")
    .select("id")
    .eq("organization_id", organizationId)
    .eq("status", "open");
  return parseRows(found, z.object({ id: z.string() })).map(({ id }) => id);
}

/** Frees what could not be done to be tried again, and lets operators know of what no repetition mends. */
async function giveBack(
  db: Database,
  organizationId: string,
  messages: readonly string[],
  error: unknown,
): Promise<void> {
  const reason = error instanceof AppError ? `${error.code}: ${error.message}` : String(error);
  try {
    if (messages.length > 0) {
      const failed = { organization: organizationId, messages, error: reason };
      assertDone(await db.rpc("fail_webhooks", failed));
    }
    if (error instanceof UnknownPrice || error instanceof UnknownCustomer) {
      const alerts = [{ key: reason, subject: "A subscription cannot be read", text: reason }];
      assertDone(await db.rpc("alert_of_billing", { organization: organizationId, alerts }));
    }
  } catch (second) {
    // They are free a minute after they were claimed.
    console.error(`After reading Stripe for ${organizationId}:`, second);
  }
}
