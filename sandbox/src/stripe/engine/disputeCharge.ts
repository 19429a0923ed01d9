import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { amend, create } from "./keep.ts";
import { refuse } from "./refuse.ts";

const EVIDENCE_DAYS = 7;

/** The holder's bank takes a payment back: https://docs.stripe.com/disputes/how-disputes-work */
export function disputeCharge(
  world: StripeWorld,
  chargeId: string,
  reason: string,
): Stripe.Dispute {
  const charge = world.store.get("charge", chargeId, "charge");
  if (charge.status !== "succeeded" || charge.disputed)
    refuse("This charge cannot be disputed.", { param: "charge" });
  const customer = typeof charge.customer === "string" ? charge.customer : null;
  amend(world, "charge", chargeId, { disputed: true }, "charge.updated");
  const dispute = create(
    world,
    "dispute",
    buildDispute(world, charge, reason, world.now(customer)),
    "charge.dispute.created",
  );
  world.emit("charge.dispute.funds_withdrawn", dispute);
  return dispute;
}

/** The bank's verdict. Won: the money comes back. */
export function closeDispute(
  world: StripeWorld,
  id: string,
  status: "won" | "lost",
): Stripe.Dispute {
  const before = world.store.get("dispute", id, "dispute");
  if (before.status === "won" || before.status === "lost")
    refuse("This dispute is already closed.", { param: "dispute" });
  const dispute = amend(world, "dispute", id, { status });
  if (status === "won") world.emit("charge.dispute.funds_reinstated", dispute);
  world.emit("charge.dispute.closed", dispute);
  return dispute;
}

function buildDispute(
  world: StripeWorld,
  charge: Stripe.Charge,
  reason: string,
  now: number,
): Stripe.Dispute {
  return {
    id: world.newId("du"),
    object: "dispute",
    amount: charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: {
      access_activity_log: null,
      billing_address: null,
      cancellation_policy: null,
      cancellation_policy_disclosure: null,
      cancellation_rebuttal: null,
      customer_communication: null,
      customer_email_address: charge.billing_details.email,
      customer_name: charge.billing_details.name,
      customer_purchase_ip: null,
      customer_signature: null,
      duplicate_charge_documentation: null,
      duplicate_charge_explanation: null,
      duplicate_charge_id: null,
      enhanced_evidence: {},
      product_description: null,
      receipt: null,
      refund_policy: null,
      refund_policy_disclosure: null,
      refund_refusal_explanation: null,
      service_date: null,
      service_documentation: null,
      shipping_address: null,
      shipping_carrier: null,
      shipping_date: null,
      shipping_documentation: null,
      shipping_tracking_number: null,
      uncategorized_file: null,
      uncategorized_text: null,
    },
    evidence_details: {
      due_by: now + EVIDENCE_DAYS * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand: charge.payment_method_details?.card?.brand ?? "visa",
        case_type: "chargeback",
        network: charge.payment_method_details?.card?.brand ?? "visa",
        network_reason_code: "10.4",
      },
      type: "card",
    },
    reason,
    status: "needs_response",
  };
}
