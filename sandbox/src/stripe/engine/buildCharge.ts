import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { declineMessage } from "./testCards.ts";

/** A charge of a payment intent by a card; `declined` names the reason where the bank refused it. */
export function buildCharge(
  world: StripeWorld,
  intent: Stripe.PaymentIntent,
  paymentMethod: Stripe.PaymentMethod,
  declined?: string,
): Stripe.Charge {
  const customer = typeof intent.customer === "string" ? intent.customer : null;
  const { card } = paymentMethod;
  const succeeded = declined === undefined;
  const id = world.newId("ch");
  return {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: succeeded ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: succeeded ? world.newId("txn") : null,
    billing_details: paymentMethod.billing_details,
    calculated_statement_descriptor: "SANDBOX",
    captured: succeeded,
    created: world.now(customer),
    currency: intent.currency,
    customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: succeeded ? null : "card_declined",
    failure_message: succeeded ? null : declineMessage(declined),
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: succeeded ? "approved_by_network" : "declined_by_network",
      reason: declined ?? null,
      risk_level: "normal",
      risk_score: 20,
      seller_message: succeeded
        ? "Payment complete."
        : "The bank did not return any further details with this decline.",
      type: succeeded ? "authorized" : "issuer_declined",
    },
    paid: succeeded,
    payment_intent: intent.id,
    payment_method: paymentMethod.id,
    payment_method_details: card
      ? {
          card: {
            amount_authorized: succeeded ? intent.amount : null,
            authorization_code: succeeded ? "000000" : null,
            brand: card.brand,
            checks: card.checks,
            country: card.country,
            electronic_commerce_indicator: null,
            exp_month: card.exp_month,
            exp_year: card.exp_year,
            fingerprint: card.fingerprint ?? null,
            funding: card.funding,
            installments: null,
            last4: card.last4,
            mandate: null,
            network: card.brand,
            network_token: { used: false },
            network_transaction_id: null,
            regulated_status: card.regulated_status,
            three_d_secure: null,
            transaction_link_id: null,
            wallet: null,
          },
          type: "card",
        }
      : null,
    radar_options: {},
    receipt_email: null,
    receipt_number: null,
    receipt_url: succeeded ? `${world.url}/receipts/${id}` : null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: succeeded ? "succeeded" : "failed",
    transfer_data: null,
    transfer_group: null,
  };
}
