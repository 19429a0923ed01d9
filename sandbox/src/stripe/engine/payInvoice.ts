import type Stripe from "stripe";
import type { StripeError } from "../StripeError.ts";
import type { StripeWorld } from "../StripeWorld.ts";
import { type Attempted, attemptPayment } from "./attemptPayment.ts";
import { finalizeInvoice } from "./finalizeInvoice.ts";
import { idOf, subscriptionOf } from "./idOf.ts";
import { readDefaultPaymentMethod } from "./readDefaultPaymentMethod.ts";
import { refuse } from "./refuse.ts";
import { settleAttempt, settleFailed } from "./settleAttempt.ts";
import { openPaymentOf } from "./voidInvoice.ts";

export interface PayOptions {
  readonly paymentMethod?: string | undefined;
  readonly offSession: boolean;
  /** The holder has proved themselves already, on a page of this stand-in. */
  readonly authenticated?: boolean | undefined;
  /** By the clock, not by somebody's request: it counts as a try and nothing is refused. */
  readonly automatic?: boolean | undefined;
}

/** An invoice after a try, and the refusal where the card's bank refused: it is for the caller to throw. */
export interface PaidInvoice {
  readonly invoice: Stripe.Invoice;
  readonly intent?: Stripe.PaymentIntent;
  readonly error?: StripeError;
}

/**
 * Tries to pay an invoice; a draft is finalized first. https://docs.stripe.com/api/invoices/pay
 * @throws StripeError 400 where it cannot be paid, or there is no card to pay it with
 */
export function payInvoice(world: StripeWorld, id: string, options: PayOptions): PaidInvoice {
  const before = world.store.get("invoice", id);
  if (before.status === "paid") refuse("Invoice is already paid", { code: "invoice_already_paid" });
  if (before.status === "void" || before.status === "uncollectible")
    refuse(`Invoices with a status of ${before.status} cannot be paid.`, {
      code: "invoice_not_editable",
    });
  const open = before.status === "draft" ? finalizeInvoice(world, id) : before;
  if (open.status === "paid") return { invoice: open };
  const subscription = subscriptionOf(open);
  const paymentMethod =
    options.paymentMethod ??
    readDefaultPaymentMethod(
      world,
      idOf(open.customer) ?? "",
      open,
      subscription ? world.store.get("subscription", subscription) : null,
    );
  if (!paymentMethod) return withoutCard(world, open, options);
  const attempted = attempt(world, open, paymentMethod, options);
  return {
    invoice: world.store.get("invoice", id),
    intent: attempted.intent,
    ...(attempted.error && { error: attempted.error }),
  };
}

function attempt(
  world: StripeWorld,
  open: Stripe.Invoice,
  paymentMethod: string,
  { offSession, authenticated, automatic }: PayOptions,
): Attempted {
  const payment = openPaymentOf(world, open);
  const intent = idOf(payment?.payment.payment_intent);
  if (!intent) throw new Error(`${open.id} is open and has no payment intent`);
  const attempted = attemptPayment(world, intent, { paymentMethod, offSession, authenticated });
  settleAttempt(world, attempted, { automatic: automatic ?? false });
  return attempted;
}

function withoutCard(
  world: StripeWorld,
  open: Stripe.Invoice,
  { automatic }: PayOptions,
): PaidInvoice {
  if (!automatic)
    refuse(
      "There is no `default_payment_method` set on this Customer or Invoice. Please set either an `invoice_settings.default_payment_method` on the Customer or a `default_payment_method` on the Invoice to be used for this invoice's payment.",
      { code: "resource_missing" },
    );
  settleFailed(world, open, false, true);
  return { invoice: world.store.get("invoice", open.id) };
}
