import type Stripe from "stripe";
import { StripeError } from "../StripeError.ts";
import type { StripeWorld } from "../StripeWorld.ts";
import { create } from "./keep.ts";
import { type TestCard, testCards } from "./testCards.ts";

export interface CardDetails {
  readonly number: string;
  readonly expMonth: number;
  /** Four digits. */
  readonly expYear: number;
  readonly cvc?: string | undefined;
  readonly billingDetails?: Partial<Stripe.PaymentMethod.BillingDetails> | undefined;
  readonly metadata?: Stripe.Metadata | undefined;
}

function incorrect(code: string, param: string, message: string): never {
  throw new StripeError(402, {
    type: "card_error",
    code,
    param,
    message,
    doc_url: `https://docs.stripe.com/error-codes/${code.replaceAll("_", "-")}`,
  });
}

/** Makes a payment method of a test card's number, not attached to anybody. @throws StripeError for a wrong number or date. */
export function createCard(world: StripeWorld, details: CardDetails): Stripe.PaymentMethod {
  const number = details.number.replaceAll(/[\s-]/g, "");
  const card = testCards.find((known) => known.number === number);
  if (!card) incorrect("incorrect_number", "number", "Your card number is incorrect.");
  if (details.expMonth < 1 || details.expMonth > 12)
    incorrect("invalid_expiry_month", "exp_month", "Your card's expiration month is invalid.");
  const now = new Date(world.now() * 1000);
  const months = (year: number, month: number) => year * 12 + month;
  if (
    months(details.expYear, details.expMonth) < months(now.getUTCFullYear(), now.getUTCMonth() + 1)
  )
    incorrect("invalid_expiry_year", "exp_year", "Your card's expiration year is invalid.");
  if (details.cvc !== undefined && !/^\d{3,4}$/.test(details.cvc))
    incorrect("invalid_cvc", "cvc", "Your card's security code is invalid.");
  const paymentMethod = create(world, "payment_method", build(world, card, details));
  world.store.setNote(paymentMethod.id, { number: card.number, setUp: false });
  return paymentMethod;
}

/** The test card behind a payment method. */
export function testCardOf(world: StripeWorld, paymentMethod: string): TestCard {
  const { number } = world.store.note(paymentMethod);
  const card = testCards.find((known) => known.number === number);
  if (!card) throw new Error(`${paymentMethod} is no card of this stand-in`);
  return card;
}

function build(world: StripeWorld, card: TestCard, details: CardDetails): Stripe.PaymentMethod {
  return {
    id: world.newId("pm"),
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: {
      address: null,
      email: null,
      name: null,
      phone: null,
      tax_id: null,
      ...details.billingDetails,
    },
    card: {
      brand: card.brand,
      checks: {
        address_line1_check: null,
        address_postal_code_check: null,
        cvc_check: details.cvc === undefined ? null : "unchecked",
      },
      country: "US",
      display_brand: card.brand,
      exp_month: details.expMonth,
      exp_year: details.expYear,
      fingerprint: `sandbox${card.number.slice(-9)}`,
      funding: "credit",
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: world.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: details.metadata ?? {},
    type: "card",
  };
}
