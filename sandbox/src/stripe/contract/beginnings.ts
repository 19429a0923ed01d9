import type { Step } from "./GoldenCase.ts";

/** Seconds since 1970. */
export const at = (iso: string): number => Date.parse(iso) / 1000;

/** A product and its monthly price in dollars' cents, under `<name>Product` and `name`. */
export const priceSteps = (name: string, unitAmountCents: number): Step[] => [
  { call: "POST /v1/products", params: { name }, as: `${name}Product` },
  {
    call: "POST /v1/prices",
    params: {
      product: `{${name}Product.id}`,
      currency: "usd",
      unit_amount: unitAmountCents,
      recurring: { interval: "month" },
    },
    as: name,
  },
];

/** A customer on a `clock` of their own, under `customer`, with a card by its test name as their default. */
export const customerSteps = (now: string, card = "pm_card_visa"): Step[] => [
  { call: "POST /v1/test_helpers/test_clocks", params: { frozen_time: at(now) }, as: "clock" },
  {
    call: "POST /v1/customers",
    params: { test_clock: "{clock.id}", email: "ada@example.com" },
    as: "customer",
  },
  ...cardSteps(card),
];

/** Another card as the customer's default. */
export const cardSteps = (card: string): Step[] => [
  {
    call: `POST /v1/payment_methods/${card}/attach`,
    params: { customer: "{customer.id}" },
    as: "card",
  },
  {
    call: "POST /v1/customers/{customer.id}",
    params: { invoice_settings: { default_payment_method: "{card.id}" } },
  },
];

/** Lets the clock's time pass, and waits until it has. */
export const advanceSteps = (to: string): Step[] => [
  {
    call: "POST /v1/test_helpers/test_clocks/{clock.id}/advance",
    params: { frozen_time: at(to) },
  },
  {
    call: "GET /v1/test_helpers/test_clocks/{clock.id}",
    expect: { status: "ready", frozen_time: at(to) },
    until: true,
  },
];
