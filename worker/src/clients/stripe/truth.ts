import { SUBSCRIPTION_STATUSES } from "#shared/entitlement";
import { z } from "zod";

/** Stripe's objects as answers hold them, as far as we follow them. Times are Unix seconds, amounts cents. */

const seconds = z.int();
/** What an answer holds as an id, or whole where it was expanded. */
export const idOf = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);

/** https://docs.stripe.com/api/prices/object */
export const priceSchema = z.object({
  id: z.string(),
  lookup_key: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
  unit_amount: z.int().nullable(),
});
export type StripePrice = z.infer<typeof priceSchema>;

/** https://docs.stripe.com/api/subscription_schedules/object */
const scheduleSchema = z.object({
  id: z.string(),
  status: z.string(),
  current_phase: z.object({ start_date: seconds, end_date: seconds }).nullable(),
  phases: z.array(
    z.object({
      start_date: seconds,
      end_date: seconds,
      items: z.array(z.object({ price: idOf, quantity: z.int().default(1) })),
    }),
  ),
});

/** https://docs.stripe.com/api/subscriptions/object */
export const stripeSubscriptionSchema = z.object({
  id: z.string(),
  status: z.enum(SUBSCRIPTION_STATUSES),
  created: seconds,
  billing_mode: z.object({ type: z.string() }),
  cancel_at: seconds.nullable(),
  cancel_at_period_end: z.boolean(),
  canceled_at: seconds.nullable(),
  ended_at: seconds.nullable(),
  cancellation_details: z.object({ reason: z.string().nullable() }).nullable(),
  trial_end: seconds.nullable(),
  latest_invoice: idOf.nullable(),
  pending_update: z.object({ expires_at: seconds }).nullable(),
  test_clock: idOf.nullable(),
  items: z.object({
    data: z.array(
      z.object({
        id: z.string(),
        price: priceSchema,
        quantity: z.int().default(1),
        current_period_start: seconds,
        current_period_end: seconds,
      }),
    ),
  }),
  /** Asked for whole. */
  schedule: scheduleSchema.nullable(),
});
export type StripeSubscription = z.infer<typeof stripeSubscriptionSchema>;

/** https://docs.stripe.com/api/invoices/object */
export const stripeInvoiceSchema = z.object({
  id: z.string(),
  number: z.string().nullable(),
  status: z.string(),
  total: z.int(),
  amount_due: z.int(),
  amount_paid: z.int(),
  attempt_count: z.int(),
  created: seconds,
  due_date: seconds.nullable(),
  next_payment_attempt: seconds.nullable(),
  status_transitions: z.object({ finalized_at: seconds.nullable(), paid_at: seconds.nullable() }),
  hosted_invoice_url: z.string().nullish(),
  invoice_pdf: z.string().nullish(),
  parent: z.object({ subscription_details: z.object({ subscription: idOf }).nullish() }).nullable(),
  /** Asked for: what was paid with. https://docs.stripe.com/api/invoice-payment/object */
  payments: z.object({
    data: z.array(
      z.object({
        payment: z.object({ payment_intent: idOf.optional(), charge: idOf.optional() }),
      }),
    ),
  }),
});
export type StripeInvoice = z.infer<typeof stripeInvoiceSchema>;

/** https://docs.stripe.com/api/charges/object */
export const stripeChargeSchema = z.object({
  id: z.string(),
  payment_intent: idOf.nullable(),
  amount_refunded: z.int(),
  disputed: z.boolean(),
});
export type StripeCharge = z.infer<typeof stripeChargeSchema>;

/** All that Stripe says of a customer, as far as we follow it. */
export interface CustomerTruth {
  readonly subscriptions: readonly StripeSubscription[];
  readonly invoices: readonly StripeInvoice[];
  readonly charges: readonly StripeCharge[];
  /** The prices that subscriptions have or will have, by id. */
  readonly prices: ReadonlyMap<string, StripePrice>;
}
