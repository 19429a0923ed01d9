import { advanceSteps, at, cardSteps, customerSteps, priceSteps } from "../beginnings.ts";
import type { GoldenCase, Step } from "../GoldenCase.ts";

const BEGIN = "2027-04-01T00:00:00Z";
/** April has thirty days: half of them. */
const MIDDLE = at("2027-04-16T00:00:00Z");
const END = at("2027-05-01T00:00:00Z");

const subscribe = (more: Readonly<Record<string, unknown>> = {}): Step => ({
  call: "POST /v1/subscriptions",
  params: {
    customer: "{customer.id}",
    items: [{ price: "{small.id}" }],
    billing_mode: { type: "flexible" },
    ...more,
  },
  as: "subscription",
});
const begin = (card?: string): Step[] => [
  ...priceSteps("small", 1000),
  ...priceSteps("large", 3000),
  ...customerSteps(BEGIN, card),
];
const toLarge = { id: "{subscription.items.data.0.id}", price: "{large.id}" };

/** https://docs.stripe.com/billing/subscriptions/overview */
export const subscriptionCases: readonly GoldenCase[] = [
  {
    name: "a subscription is active once its first invoice is paid; its period stands on its items",
    doc: "https://docs.stripe.com/changelog/basil/2025-03-31/deprecate-subscription-current-period-start-and-end",
    steps: [
      ...begin(),
      {
        ...subscribe({ expand: ["latest_invoice"], metadata: { a: "1" } }),
        expect: {
          status: "active",
          billing_mode: { type: "flexible" },
          cancel_at_period_end: false,
          collection_method: "charge_automatically",
          metadata: { a: "1" },
          pending_update: null,
          schedule: null,
          items: {
            data: [{ quantity: 1, current_period_start: at(BEGIN), current_period_end: END }],
          },
          latest_invoice: {
            amount_due: 1000,
            amount_paid: 1000,
            amount_remaining: 0,
            billing_reason: "subscription_create",
            hosted_invoice_url: /^https?:/,
            invoice_pdf: /^https?:/,
            parent: { type: "subscription_details" },
            status: "paid",
          },
        },
      },
    ],
  },
  {
    name: "a subscription of the 31st turns on the last day of shorter months, and on the 31st again",
    doc: "https://docs.stripe.com/billing/subscriptions/billing-cycle",
    steps: [
      ...priceSteps("small", 1000),
      ...customerSteps("2027-01-31T12:00:00Z"),
      {
        ...subscribe(),
        expect: { items: { data: [{ current_period_end: at("2027-02-28T12:00:00Z") }] } },
      },
      ...advanceSteps("2027-02-28T14:00:00Z"),
      {
        call: "GET /v1/subscriptions/{subscription.id}",
        params: { expand: ["latest_invoice"] },
        expect: {
          status: "active",
          items: { data: [{ current_period_end: at("2027-03-31T12:00:00Z") }] },
          latest_invoice: { billing_reason: "subscription_cycle", status: "paid" },
        },
      },
    ],
  },
  {
    name: "a change in the middle of a period is previewed as half of the one and half of the other",
    doc: "https://docs.stripe.com/billing/subscriptions/prorations",
    steps: [
      ...begin(),
      subscribe(),
      {
        call: "POST /v1/invoices/create_preview",
        params: {
          customer: "{customer.id}",
          subscription: "{subscription.id}",
          subscription_details: {
            items: [toLarge],
            proration_behavior: "always_invoice",
            proration_date: MIDDLE,
          },
        },
        expect: {
          amount_due: 1000,
          total: 1000,
          lines: {
            data: [
              { amount: -500, parent: { subscription_item_details: { proration: true } } },
              { amount: 1500, parent: { subscription_item_details: { proration: true } } },
            ],
          },
        },
      },
      {
        call: "GET /v1/subscriptions/{subscription.id}",
        expect: { items: { data: [{ price: { id: "{small.id}" } }] } },
      },
    ],
  },
  {
    name: "a change that must be paid first counts when it is paid",
    doc: "https://docs.stripe.com/billing/subscriptions/pending-updates",
    steps: [
      ...begin(),
      subscribe(),
      ...advanceSteps("2027-04-16T00:00:00Z"),
      {
        call: "POST /v1/subscriptions/{subscription.id}",
        params: {
          items: [toLarge],
          proration_behavior: "always_invoice",
          proration_date: MIDDLE,
          payment_behavior: "pending_if_incomplete",
          expand: ["latest_invoice"],
        },
        expect: {
          pending_update: null,
          items: { data: [{ price: { id: "{large.id}" }, current_period_end: END }] },
          latest_invoice: {
            amount_paid: 1000,
            billing_reason: "subscription_update",
            status: "paid",
          },
        },
      },
    ],
  },
  {
    name: "a change that must be paid first waits while its payment fails",
    doc: "https://docs.stripe.com/billing/subscriptions/pending-updates-reference",
    steps: [
      ...begin(),
      subscribe(),
      ...cardSteps("pm_card_chargeCustomerFail"),
      ...advanceSteps("2027-04-16T00:00:00Z"),
      {
        call: "POST /v1/subscriptions/{subscription.id}",
        params: {
          items: [toLarge],
          proration_behavior: "always_invoice",
          payment_behavior: "pending_if_incomplete",
          expand: ["latest_invoice"],
        },
        expect: {
          status: "active",
          items: { data: [{ price: { id: "{small.id}" } }] },
          pending_update: {
            expires_at: MIDDLE + 23 * 3600,
            subscription_items: [{ price: { id: "{large.id}" } }],
          },
          latest_invoice: { status: "open", amount_remaining: 1000 },
        },
      },
      {
        call: "POST /v1/subscriptions/{subscription.id}",
        params: { metadata: { a: "1" }, payment_behavior: "pending_if_incomplete" },
        status: 400,
        expect: { error: { type: "invalid_request_error" } },
      },
    ],
  },
  {
    name: "a subscription's schedule begins with the phase that runs, and changes at its end",
    doc: "https://docs.stripe.com/billing/subscriptions/subscription-schedules/use-cases",
    steps: [
      ...begin(),
      subscribe(),
      {
        call: "POST /v1/subscription_schedules",
        params: { from_subscription: "{subscription.id}" },
        as: "schedule",
        expect: {
          status: "active",
          end_behavior: "release",
          subscription: "{subscription.id}",
          phases: [
            { start_date: at(BEGIN), end_date: END, items: [{ price: "{small.id}", quantity: 1 }] },
          ],
        },
      },
      {
        call: "POST /v1/subscription_schedules/{schedule.id}",
        params: {
          end_behavior: "release",
          proration_behavior: "none",
          phases: [
            {
              start_date: at(BEGIN),
              end_date: END,
              items: [{ price: "{small.id}", quantity: 1 }],
            },
            {
              start_date: END,
              duration: { interval: "month", interval_count: 1 },
              items: [{ price: "{large.id}", quantity: 1 }],
            },
          ],
        },
        expect: { phases: [{}, { start_date: END, end_date: at("2027-06-01T00:00:00Z") }] },
      },
      ...advanceSteps("2027-05-01T02:00:00Z"),
      {
        call: "GET /v1/subscriptions/{subscription.id}",
        params: { expand: ["latest_invoice"] },
        expect: {
          schedule: "{schedule.id}",
          items: { data: [{ price: { id: "{large.id}" } }] },
          latest_invoice: { amount_paid: 3000 },
        },
      },
      {
        call: "POST /v1/subscription_schedules/{schedule.id}/release",
        expect: { status: "released", released_subscription: "{subscription.id}" },
      },
    ],
  },
  {
    name: "a canceled subscription runs to its period's end",
    doc: "https://docs.stripe.com/billing/subscriptions/cancel",
    steps: [
      ...begin(),
      subscribe(),
      {
        call: "POST /v1/subscriptions/{subscription.id}",
        params: { cancel_at_period_end: true },
        expect: {
          status: "active",
          cancel_at: END,
          cancel_at_period_end: true,
          cancellation_details: { reason: "cancellation_requested" },
        },
      },
      ...advanceSteps("2027-05-01T02:00:00Z"),
      {
        call: "GET /v1/subscriptions/{subscription.id}",
        expect: { status: "canceled", ended_at: END },
      },
    ],
  },
  {
    name: "a renewal whose card fails is past due, and another card mends it",
    doc: "https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses",
    steps: [
      ...begin(),
      subscribe(),
      ...cardSteps("pm_card_chargeCustomerFail"),
      ...advanceSteps("2027-05-01T02:00:00Z"),
      {
        call: "GET /v1/subscriptions/{subscription.id}",
        params: { expand: ["latest_invoice"] },
        as: "due",
        expect: { status: "past_due", latest_invoice: { status: "open", attempt_count: 1 } },
      },
      ...cardSteps("pm_card_visa"),
      {
        call: "POST /v1/invoices/{due.latest_invoice.id}/pay",
        expect: { status: "paid", amount_paid: 1000 },
      },
      { call: "GET /v1/subscriptions/{subscription.id}", expect: { status: "active" } },
    ],
  },
  {
    name: "a card that its bank refuses cannot be saved",
    doc: "https://docs.stripe.com/testing#declined-payments",
    steps: [
      { call: "POST /v1/customers", params: { name: "Ada" }, as: "customer" },
      {
        call: "POST /v1/payment_methods/pm_card_visa_chargeDeclined/attach",
        params: { customer: "{customer.id}" },
        status: 402,
        expect: {
          error: {
            type: "card_error",
            code: "card_declined",
            decline_code: "generic_decline",
            message: "Your card was declined.",
          },
        },
      },
    ],
  },
];
