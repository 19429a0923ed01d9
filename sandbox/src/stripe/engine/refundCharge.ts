import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { idOf } from "./idOf.ts";
import { amend, create } from "./keep.ts";
import { refuse } from "./refuse.ts";

/** Gives money back to the card; the invoice stays paid. https://docs.stripe.com/refunds */
export function refundCharge(
  world: StripeWorld,
  chargeId: string,
  given: {
    amountCents?: number | undefined;
    reason?: Stripe.Refund.Reason | null;
    metadata?: Stripe.Metadata;
  } = {},
): Stripe.Refund {
  const charge = world.store.get("charge", chargeId, "charge");
  const left = charge.amount_captured - charge.amount_refunded;
  if (charge.status !== "succeeded")
    refuse(`Charge ${chargeId} has not been captured; nothing can be refunded.`, {
      param: "charge",
    });
  if (charge.disputed)
    refuse(`Charge ${chargeId} has been charged back; cannot issue a refund.`, {
      code: "charge_disputed",
    });
  if (left === 0)
    refuse(`Charge ${chargeId} has already been refunded.`, { code: "charge_already_refunded" });
  const amount = given.amountCents ?? left;
  if (amount > left)
    refuse(
      `Refund amount ($${(amount / 100).toFixed(2)}) is greater than unrefunded amount on charge ($${(left / 100).toFixed(2)})`,
      { param: "amount" },
    );
  const refund = create(world, "refund", {
    id: world.newId("re"),
    object: "refund",
    amount,
    balance_transaction: world.newId("txn"),
    charge: chargeId,
    created: world.now(idOf(charge.customer)),
    currency: charge.currency,
    customer: idOf(charge.customer),
    customer_account: null,
    destination_details: {
      card: {
        reference_status: "pending",
        reference_type: "acquirer_reference_number",
        type: "refund",
      },
      type: "card",
    },
    metadata: given.metadata ?? {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: given.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  });
  amend(
    world,
    "charge",
    chargeId,
    {
      amount_refunded: charge.amount_refunded + amount,
      refunded: charge.amount_refunded + amount === charge.amount,
    },
    "charge.refunded",
  );
  world.emit("refund.created", refund);
  world.emit("charge.refund.updated", refund);
  return refund;
}
