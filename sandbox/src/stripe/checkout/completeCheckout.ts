import type Stripe from "stripe";
import { attachPaymentMethod } from "../engine/attachPaymentMethod.ts";
import {
  completeSetup,
  confirmSetupIntent,
  createSetupIntent,
} from "../engine/confirmSetupIntent.ts";
import { testCardOf } from "../engine/createCard.ts";
import { createCustomer } from "../engine/createCustomer.ts";
import { createSubscription } from "../engine/createSubscription.ts";
import { idOf } from "../engine/idOf.ts";
import { StripeError } from "../StripeError.ts";
import type { StripeWorld } from "../StripeWorld.ts";
import { endCheckout } from "./endCheckout.ts";
import { setupPlanSchema, subscriptionPlanSchema } from "./readCheckout.ts";

const DAY_SECONDS = 86_400;

/** Who pays, and with what. */
export interface Payer {
  readonly paymentMethod: string;
  readonly email: string | null;
  readonly name: string | null;
  /** They have proved themselves by 3-D Secure. */
  readonly authenticated: boolean;
}

export type CheckoutOutcome =
  | { readonly kind: "complete"; readonly session: Stripe.Checkout.Session }
  /** The card's bank asks its holder for proof first. */
  | { readonly kind: "authenticate" }
  | { readonly kind: "declined"; readonly message: string };

class ProofNeeded extends Error {}

/**
 * Pays an open checkout. Only what succeeds leaves a subscription, an invoice, a payment
 * (https://docs.stripe.com/changelog/basil/2025-03-31/checkout-legacy-subscription-upgrade); a refusal leaves nothing,
 * and another card may be tried.
 */
export function completeCheckout(world: StripeWorld, id: string, payer: Payer): CheckoutOutcome {
  try {
    return world.store.change(() => ({ kind: "complete", session: pay(world, id, payer) }));
  } catch (error) {
    if (error instanceof ProofNeeded) return { kind: "authenticate" };
    if (error instanceof StripeError && error.status === 402) {
      return { kind: "declined", message: error.message };
    }
    throw error;
  }
}

function pay(world: StripeWorld, id: string, payer: Payer): Stripe.Checkout.Session {
  const { store } = world;
  const session = store.get("checkout.session", id);
  if (session.status !== "open") throw new Error(`The checkout ${id} is ${session.status}.`);
  const { email, name, paymentMethod, authenticated } = payer;
  if (testCardOf(world, paymentMethod).threeDSecure && !authenticated) throw new ProofNeeded();
  if (session.mode === "setup") return saveCard(world, session, payer);
  const customer =
    idOf(session.customer) ??
    createCustomer(world, { email: email ?? undefined, name: name ?? undefined }).id;
  attachPaymentMethod(world, paymentMethod, customer);
  store.setNote(paymentMethod, { ...store.note(paymentMethod), setUp: true });
  const plan = subscriptionPlanSchema.parse(store.note(id)["subscription"]);
  const trialEnd =
    plan.trialPeriodDays === undefined
      ? plan.trialEnd
      : world.now(customer) + plan.trialPeriodDays * DAY_SECONDS;
  const { subscription, invoice, error } = createSubscription(world, {
    customer,
    items: (session.line_items?.data ?? []).map(({ price, quantity }) => ({
      price: price?.id ?? "",
      quantity: quantity ?? 1,
    })),
    billingMode: plan.billingMode,
    prorationDiscounts: plan.prorationDiscounts,
    paymentBehavior: "allow_incomplete",
    defaultPaymentMethod: paymentMethod,
    trialEnd,
    missingPaymentMethod: plan.missingPaymentMethod,
    description: plan.description,
    metadata: plan.metadata,
    offSession: false,
    authenticated,
  });
  if (error) throw error;
  return endCheckout(world, id, "complete", {
    customer,
    customer_details: detailsOf(payer),
    invoice: invoice.id,
    payment_status: invoice.amount_paid > 0 ? "paid" : "no_payment_required",
    subscription: subscription.id,
  });
}

function saveCard(
  world: StripeWorld,
  session: Stripe.Checkout.Session,
  payer: Payer,
): Stripe.Checkout.Session {
  const { description, metadata } = setupPlanSchema.parse(world.store.note(session.id)["setup"]);
  const intent = createSetupIntent(world, {
    customer: idOf(session.customer),
    description,
    metadata,
    paymentMethod: payer.paymentMethod,
    usage: "off_session",
  });
  const { status } = confirmSetupIntent(world, intent.id, {});
  // They have proved themselves on the checkout's own page.
  if (status === "requires_action") completeSetup(world, intent.id, true);
  return endCheckout(world, session.id, "complete", {
    customer_details: detailsOf(payer),
    setup_intent: intent.id,
  });
}

function detailsOf({ email, name }: Payer): Stripe.Checkout.Session.CustomerDetails {
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name,
    phone: null,
    tax_exempt: "none",
    tax_ids: [],
  };
}
