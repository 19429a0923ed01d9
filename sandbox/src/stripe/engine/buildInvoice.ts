import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { amountsDue } from "./amountsDue.ts";
import { buildLine, type LineDraft } from "./LineDraft.ts";

export interface InvoiceDraft {
  readonly id: string;
  readonly customer: string;
  readonly currency: string;
  readonly reason: Stripe.Invoice.BillingReason;
  readonly subscription: Pick<Stripe.Subscription, "id" | "metadata"> | null;
  readonly prorationDate?: number | undefined;
  readonly lines: readonly LineDraft[];
  /** The period that lies behind: what usage would be billed for. */
  readonly period: { readonly start: number; readonly end: number };
  readonly autoAdvance: boolean;
  readonly finalizesAt: number | null;
  readonly description?: string | null | undefined;
  readonly metadata?: Stripe.Metadata | undefined;
  readonly defaultPaymentMethod?: string | null | undefined;
}

/** A draft of an invoice, not kept yet. */
export function buildInvoice(world: StripeWorld, draft: InvoiceDraft): Stripe.Invoice {
  const customer = world.store.get("customer", draft.customer);
  const total = draft.lines.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const { dueCents } = amountsDue(total, customer.balance);
  return {
    id: draft.id,
    object: "invoice",
    account_country: "US",
    account_name: "Sandbox",
    account_tax_ids: null,
    amount_due: dueCents,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: dueCents,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: draft.autoAdvance,
    automatic_tax: {
      disabled_reason: null,
      enabled: false,
      liability: null,
      provider: null,
      status: null,
    },
    automatically_finalizes_at: draft.finalizesAt,
    billing_reason: draft.reason,
    collection_method: "charge_automatically",
    created: world.now(draft.customer),
    currency: draft.currency,
    custom_fields: null,
    customer: draft.customer,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: "none",
    customer_tax_ids: [],
    default_payment_method: draft.defaultPaymentMethod ?? null,
    default_source: null,
    default_tax_rates: [],
    description: draft.description ?? null,
    discounts: [],
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: "self" },
    last_finalization_error: null,
    latest_revision: null,
    lines: {
      object: "list",
      data: draft.lines.map((line) => buildLine(world, line, draft.id)),
      has_more: false,
      url: `/v1/invoices/${draft.id}/lines`,
    },
    livemode: false,
    metadata: draft.metadata ?? {},
    next_payment_attempt: draft.finalizesAt,
    number: null,
    on_behalf_of: null,
    parent: draft.subscription && {
      quote_details: null,
      subscription_details: {
        metadata: draft.subscription.metadata,
        subscription: draft.subscription.id,
        ...(draft.prorationDate !== undefined && {
          subscription_proration_date: draft.prorationDate,
        }),
      },
      type: "subscription_details",
    },
    payment_settings: {
      default_mandate: null,
      payment_method_options: null,
      payment_method_types: null,
    },
    period_end: draft.period.end,
    period_start: draft.period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: customer.balance,
    statement_descriptor: null,
    status: "draft",
    status_transitions: {
      finalized_at: null,
      marked_uncollectible_at: null,
      paid_at: null,
      voided_at: null,
    },
    subtotal: total,
    subtotal_excluding_tax: total,
    test_clock: customer.test_clock ?? null,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null,
  };
}
