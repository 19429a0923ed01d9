import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { create } from "./keep.ts";

export interface NewPaymentIntent {
  readonly amountCents: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly description?: string | null | undefined;
  readonly metadata?: Stripe.Metadata | undefined;
  readonly paymentMethod?: string | null | undefined;
  readonly setupFutureUsage?: "off_session" | "on_session" | null | undefined;
  /** Where it collects an invoice's amount. */
  readonly invoice?: string | undefined;
}

export function createPaymentIntent(
  world: StripeWorld,
  given: NewPaymentIntent,
): Stripe.PaymentIntent {
  const id = world.newId("pi");
  if (given.invoice) world.store.setNote(id, { invoice: given.invoice });
  return create(
    world,
    "payment_intent",
    {
      id,
      object: "payment_intent",
      allowed_payment_method_types: null,
      amount: given.amountCents,
      amount_capturable: 0,
      amount_received: 0,
      application: null,
      application_fee_amount: null,
      automatic_payment_methods: null,
      canceled_at: null,
      cancellation_reason: null,
      capture_method: "automatic",
      client_secret: `${id}_secret_${world.newId("", 25).replaceAll("_", "")}`,
      confirmation_method: "automatic",
      created: world.now(given.customer),
      currency: given.currency,
      customer: given.customer,
      customer_account: null,
      description: given.description ?? null,
      excluded_payment_method_types: null,
      last_payment_error: null,
      latest_charge: null,
      livemode: false,
      managed_payments: null,
      metadata: given.metadata ?? {},
      next_action: null,
      on_behalf_of: null,
      payment_method: given.paymentMethod ?? null,
      payment_method_configuration_details: null,
      payment_method_options: {
        card: {
          installments: null,
          mandate_options: null,
          network: null,
          request_three_d_secure: "automatic",
        },
      },
      payment_method_types: ["card"],
      payment_record: null,
      processing: null,
      receipt_email: null,
      review: null,
      setup_future_usage: given.setupFutureUsage ?? null,
      shipping: null,
      source: null,
      statement_descriptor: null,
      statement_descriptor_suffix: null,
      status: given.paymentMethod ? "requires_confirmation" : "requires_payment_method",
      transfer_group: null,
    },
    "payment_intent.created",
  );
}
