import { AppError } from "#shared/errors";
import { isMissing } from "../clients/stripe/callStripe.ts";
import {
  type CheckoutSession,
  createCheckoutSession,
  expireCheckoutSession,
  readCheckoutSession,
} from "../clients/stripe/checkoutSessions.ts";
import { createCustomer, describeCustomer } from "../clients/stripe/customers.ts";
import type { Database } from "../clients/supabase/database.ts";
import { assertDone } from "../clients/supabase/rows.ts";
import type { CheckoutOrder, Env } from "../env.ts";
import type { WorkContext } from "../http/context.ts";
import { hashToken } from "../http/mintToken.ts";
import { type Account, openAccount } from "./openAccount.ts";
import { isLive } from "./subscriptionRow.ts";
import { syncSubscription } from "./syncSubscription.ts";
import { turnDatabase } from "./turnDatabase.ts";

/**
 * Opens Stripe's checkout for an organisation that has no subscription; the one that is open for the same order is
 * answered again, another one is closed first, so that nobody pays twice.
 * To be called in the organisation's turn (BillingAccount) alone.
 * @throws AppError `already_subscribed` where Stripe says there is one
 */
export async function openCheckout(
  context: WorkContext,
  organizationId: string,
  order: CheckoutOrder,
): Promise<{ sessionId: string; url: string }> {
  const { env } = context;
  const db = turnDatabase(env);
  // What is open may have been paid, so it is looked at first.
  const open = await readOpen(env, await openAccount(db, organizationId));
  await refuseSecond(context, organizationId);
  const mark = await hashToken(JSON.stringify(order));
  if (open !== null && open.metadata?.["mark"] === mark) return answerOf(open);
  if (open !== null && !(await expireCheckoutSession(env, open.id)))
    await refuseSecond(context, organizationId);

  const customer = await nameCustomer(env, db, organizationId, order);
  const { userId, items, successUrl, cancelUrl } = order;
  const session = await createCheckoutSession(env, {
    customer,
    organizationId,
    userId,
    items,
    successUrl,
    cancelUrl,
    mark,
  });
  await write(db, organizationId, {
    contact_id: userId,
    open_checkout_id: session.id,
    open_checkout_at: new Date().toISOString(),
  });
  return answerOf(session);
}

/** The checkout that was opened last, while it is open. */
async function readOpen(env: Env, account: Account): Promise<CheckoutSession | null> {
  if (account.openCheckoutId === null) return null;
  try {
    const session = await readCheckoutSession(env, account.openCheckoutId);
    return session.status === "open" ? session : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** By Stripe's truth, not by ours: the message of one that was just bought may still be on its way. */
async function refuseSecond(context: WorkContext, organizationId: string): Promise<void> {
  const reading = { messages: [], ticket: null, customer: null, actor: null };
  const { subscriptions } = await syncSubscription(context, organizationId, reading);
  if (subscriptions.some(isLive)) throw new AppError("already_subscribed");
}

/** The one customer that the organisation is; made, and kept before it is used, where there is none any more. */
async function nameCustomer(
  env: Env,
  db: Database,
  organizationId: string,
  { organizationName: name, email }: CheckoutOrder,
): Promise<string> {
  const { customerId } = await openAccount(db, organizationId);
  if (customerId !== null) {
    try {
      await describeCustomer(env, customerId, { name, email });
      return customerId;
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  const made = await createCustomer(env, organizationId, customerId);
  await write(db, organizationId, { customer_id: made });
  await describeCustomer(env, made, { name, email });
  return made;
}

async function write(db: Database, organizationId: string, columns: Record<string, unknown>) {
  assertDone(
    await db.from("billing_accounts").update(columns).eq("organization_id", organizationId),
  );
}

function answerOf({ id, url }: CheckoutSession) {
  if (url === null) throw new Error(`The open checkout ${id} has no address.`);
  return { sessionId: id, url };
}
