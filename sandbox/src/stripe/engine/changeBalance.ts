import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { amend, create } from "./keep.ts";

/**
 * Moves a customer's credit balance (negative: what they have to their good) and writes down why.
 * https://docs.stripe.com/billing/customer/balance
 */
export function changeBalance(
  world: StripeWorld,
  customerId: string,
  change: {
    amountCents: number;
    currency: string;
    type: Stripe.CustomerBalanceTransaction.Type;
    invoice?: string;
    description?: string | undefined;
    metadata?: Stripe.Metadata | undefined;
  },
): Stripe.CustomerBalanceTransaction {
  const customer = world.store.get("customer", customerId);
  const balance = customer.balance + change.amountCents;
  amend(world, "customer", customerId, { balance, currency: change.currency }, "customer.updated");
  return create(world, "customer_balance_transaction", {
    id: world.newId("cbtxn"),
    object: "customer_balance_transaction",
    amount: change.amountCents,
    checkout_session: null,
    created: world.now(customerId),
    credit_note: null,
    currency: change.currency,
    customer: customerId,
    customer_account: null,
    description: change.description ?? null,
    ending_balance: balance,
    invoice: change.invoice ?? null,
    livemode: false,
    metadata: change.metadata ?? {},
    type: change.type,
  });
}
