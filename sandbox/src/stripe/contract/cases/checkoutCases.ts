import { priceSteps } from "../beginnings.ts";
import type { GoldenCase } from "../GoldenCase.ts";

const wish = {
  mode: "subscription",
  customer: "{customer.id}",
  line_items: [{ price: "{plan.id}", quantity: 2 }],
  success_url: "https://example.com/back?session={CHECKOUT_SESSION_ID}",
  cancel_url: "https://example.com/billing",
};
const begin = [
  ...priceSteps("plan", 4900),
  { call: "POST /v1/customers", params: { email: "ada@example.com" }, as: "customer" },
];

/** https://docs.stripe.com/payments/checkout */
export const checkoutCases: readonly GoldenCase[] = [
  {
    name: "a checkout is open, unpaid, and has a page; its items are included when asked for",
    doc: "https://docs.stripe.com/api/checkout/sessions/object",
    steps: [
      ...begin,
      {
        call: "POST /v1/checkout/sessions",
        params: {
          ...wish,
          client_reference_id: "user-1",
          subscription_data: { billing_mode: { type: "flexible" }, metadata: { a: "1" } },
        },
        as: "session",
        expect: {
          id: /^cs_test_/,
          object: "checkout.session",
          amount_subtotal: 9800,
          amount_total: 9800,
          client_reference_id: "user-1",
          currency: "usd",
          customer: "{customer.id}",
          invoice: null,
          livemode: false,
          mode: "subscription",
          payment_status: "unpaid",
          status: "open",
          subscription: null,
          success_url: wish.success_url,
          url: /^https?:\/\//,
        },
      },
      {
        call: "GET /v1/checkout/sessions/{session.id}",
        params: { expand: ["line_items"] },
        expect: {
          line_items: { data: [{ quantity: 2, amount_total: 9800, price: { id: "{plan.id}" } }] },
        },
      },
    ],
  },
  {
    name: "a checkout can be expired while it is open, and only then",
    doc: "https://docs.stripe.com/api/checkout/sessions/expire",
    steps: [
      ...begin,
      { call: "POST /v1/checkout/sessions", params: wish, as: "session" },
      {
        call: "POST /v1/checkout/sessions/{session.id}/expire",
        expect: { status: "expired", url: null },
      },
      {
        call: "POST /v1/checkout/sessions/{session.id}/expire",
        status: 400,
        expect: { error: { type: "invalid_request_error" } },
      },
    ],
  },
  {
    name: "a checkout sells something, to one customer, and not for an instant",
    doc: "https://docs.stripe.com/api/checkout/sessions/create",
    steps: [
      ...begin,
      {
        call: "POST /v1/checkout/sessions",
        params: { ...wish, line_items: [{ price: "price_none", quantity: 1 }] },
        status: 400,
        expect: { error: { code: "resource_missing", param: "line_items[0][price]" } },
      },
      {
        call: "POST /v1/checkout/sessions",
        params: { ...wish, customer_email: "bob@example.com" },
        status: 400,
        expect: { error: { message: /You may only specify one of these parameters/ } },
      },
      {
        call: "POST /v1/checkout/sessions",
        params: { ...wish, expires_at: 1_000_000_000 },
        status: 400,
        expect: { error: { param: "expires_at" } },
      },
    ],
  },
];
