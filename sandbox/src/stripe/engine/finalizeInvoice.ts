import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { amountsDue } from "./amountsDue.ts";
import { changeBalance } from "./changeBalance.ts";
import { createPaymentIntent } from "./createPaymentIntent.ts";
import { followPaid } from "./followInvoice.ts";
import { idOf, subscriptionOf } from "./idOf.ts";
import { amend, create } from "./keep.ts";
import { readDefaultPaymentMethod } from "./readDefaultPaymentMethod.ts";
import { refuse } from "./refuse.ts";

/**
 * Closes a draft: it gets its number and takes of the balance; what is left is to be paid by a payment intent. Where
 * nothing is left it is paid at once. https://docs.stripe.com/invoicing/integration/workflow-transitions
 */
export function finalizeInvoice(world: StripeWorld, id: string): Stripe.Invoice {
  const draft = world.store.get("invoice", id);
  if (draft.status !== "draft")
    refuse("This invoice is already finalized, you can't re-finalize a non-draft invoice.", {
      code: "invoice_not_editable",
    });
  const customerId = idOf(draft.customer) ?? "";
  const now = world.now(customerId);
  const { balance } = world.store.get("customer", customerId);
  const { dueCents, endingBalanceCents } = takeOfBalance(world, draft, customerId, balance);
  const customer = world.store.get("customer", customerId);
  const sequence = customer.next_invoice_sequence ?? 1;
  amend(world, "customer", customerId, { next_invoice_sequence: sequence + 1 });
  const address = `${world.url}/invoices/${id}`;
  const open = amend(world, "invoice", id, {
    amount_due: dueCents,
    amount_remaining: dueCents,
    automatically_finalizes_at: null,
    auto_advance: true,
    effective_at: now,
    ending_balance: endingBalanceCents,
    starting_balance: balance,
    hosted_invoice_url: address,
    invoice_pdf: `${address}/pdf`,
    next_payment_attempt: null,
    number: `${customer.invoice_prefix ?? "SANDBOX"}-${String(sequence).padStart(4, "0")}`,
    status: "open",
    status_transitions: { ...draft.status_transitions, finalized_at: now },
  });
  if (dueCents === 0) return payNothing(world, open, now);
  const withIntent = addPayment(world, open, customerId);
  world.emit("invoice.finalized", withIntent);
  return withIntent;
}

function takeOfBalance(
  world: StripeWorld,
  draft: Stripe.Invoice,
  customerId: string,
  balance: number,
) {
  const amounts = amountsDue(draft.total, balance);
  if (amounts.endingBalanceCents !== balance)
    changeBalance(world, customerId, {
      amountCents: amounts.endingBalanceCents - balance,
      currency: draft.currency,
      type: "applied_to_invoice",
      invoice: draft.id,
    });
  return amounts;
}

/** https://docs.stripe.com/api/invoices/pay: what costs nothing needs no payment intent. */
function payNothing(world: StripeWorld, open: Stripe.Invoice, now: number): Stripe.Invoice {
  const paid = amend(world, "invoice", open.id, {
    attempted: true,
    auto_advance: false,
    status: "paid",
    status_transitions: { ...open.status_transitions, paid_at: now },
  });
  world.emit("invoice.finalized", paid);
  world.emit("invoice.paid", paid);
  world.emit("invoice.payment_succeeded", paid);
  followPaid(world, paid);
  return paid;
}

function addPayment(world: StripeWorld, open: Stripe.Invoice, customerId: string): Stripe.Invoice {
  const subscriptionId = subscriptionOf(open);
  const subscription = subscriptionId ? world.store.get("subscription", subscriptionId) : null;
  const intent = createPaymentIntent(world, {
    amountCents: open.amount_due,
    currency: open.currency,
    customer: customerId,
    description: subscription
      ? open.billing_reason === "subscription_create"
        ? "Subscription creation"
        : "Subscription update"
      : null,
    invoice: open.id,
    paymentMethod: readDefaultPaymentMethod(world, customerId, open, subscription),
    setupFutureUsage: subscription ? "off_session" : null,
  });
  create(world, "invoice_payment", {
    id: world.newId("inpay"),
    object: "invoice_payment",
    amount_paid: null,
    amount_requested: open.amount_due,
    created: world.now(customerId),
    currency: open.currency,
    invoice: open.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: "payment_intent" },
    status: "open",
    status_transitions: { canceled_at: null, paid_at: null },
  });
  return amend(world, "invoice", open.id, {
    confirmation_secret: { client_secret: intent.client_secret ?? "", type: "payment_intent" },
  });
}
