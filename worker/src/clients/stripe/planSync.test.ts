import { CATALOGUE } from "#shared/catalogue";
import type { Catalogue } from "#shared/plans";
import type { Stripe } from "stripe";
import { expect, test } from "vitest";
import { catalogueItems, type CatalogueItem } from "./catalogueItems.ts";
import { OUR_MARK } from "./ourMark.ts";
import { planSync, productMetadata } from "./planSync.ts";
import { PORTAL_FEATURES } from "./portalFeatures.ts";
import type { StripeAccount } from "./readAccount.ts";
import { stripePrice } from "./stripePrice.test-data.ts";
import { describeStep } from "./SyncStep.ts";
import { WANTED_EVENTS } from "./wantedEvents.ts";

const ITEMS = catalogueItems(CATALOGUE);
const URL = "https://app.example.com/api/webhooks/stripe";

function stripeProduct(item: CatalogueItem, changes: Partial<Stripe.Product> = {}): Stripe.Product {
  return {
    id: `prod_${item.lookupKey}`,
    object: "product",
    active: true,
    created: 0,
    default_price: null,
    description: item.description,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: productMetadata(item.meaning),
    name: item.name,
    package_dimensions: null,
    shippable: null,
    tax_code: null,
    tax_details: null,
    type: "service",
    unit_label: item.unit,
    updated: 0,
    url: null,
    ...changes,
  };
}

function stripePortal(isUpdateEnabled = false): Stripe.BillingPortal.Configuration {
  return {
    id: "bpc_1",
    object: "billing_portal.configuration",
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: 0,
    default_return_url: null,
    features: {
      customer_update: PORTAL_FEATURES.customer_update,
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true, payment_method_configuration: null },
      subscription_cancel: {
        enabled: false,
        cancellation_reason: { enabled: false, feedback_options: [], options: [] },
        mode: "at_period_end",
        proration_behavior: "none",
      },
      subscription_pause: {
        enabled: false,
        duration: { type: "interval_options", interval_options: [] },
      },
      subscription_update: {
        enabled: isUpdateEnabled,
        billing_cycle_anchor: null,
        default_allowed_updates: [],
        proration_behavior: "none",
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: "end_trial",
      },
    },
    is_default: false,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: OUR_MARK,
    name: null,
    updated: 0,
  };
}

function stripeWebhook(changes: Partial<Stripe.WebhookEndpoint> = {}): Stripe.WebhookEndpoint {
  return {
    id: "we_1",
    object: "webhook_endpoint",
    api_version: null,
    application: null,
    created: 0,
    description: null,
    enabled_events: [...WANTED_EVENTS].toReversed(),
    livemode: false,
    metadata: {},
    status: "enabled",
    url: URL,
    ...changes,
  };
}

/** An account that matches, some of it changed. */
function account(
  changes: {
    products?: Record<string, Partial<Stripe.Product>>;
    prices?: Record<string, Partial<Stripe.Price>>;
    more?: Partial<StripeAccount>;
  } = {},
): StripeAccount {
  return {
    products: ITEMS.map((item) => stripeProduct(item, changes.products?.[item.lookupKey])),
    prices: ITEMS.map((item) => stripePrice(item, changes.prices?.[item.lookupKey])),
    portals: [stripePortal()],
    webhooks: [stripeWebhook()],
    ...changes.more,
  };
}

const EMPTY: StripeAccount = { products: [], prices: [], portals: [], webhooks: [] };

const said = (there: StripeAccount, catalogue: Catalogue = CATALOGUE) =>
  planSync(catalogue, there, URL).steps.map((step) => describeStep(step).replace(/ {2,}/, ": "));

/** The catalogue with Pro at another price, or gone. */
function withPro(amountCents: number | null): Catalogue {
  const plans = CATALOGUE.plans.flatMap((plan) => {
    if (plan.id !== "pro" || plan.price === null) return [plan];
    return amountCents === null ? [] : [{ ...plan, price: { ...plan.price, amountCents } }];
  });
  return { ...CATALOGUE, plans };
}

test("an empty account gets everything, each product before its price", () => {
  expect(said(EMPTY)).toEqual([
    "create product: SalesPulse Pro",
    "create price: pro_monthly, 9900 cents a month",
    "create product: SalesPulse Team",
    "create price: team_seat_monthly, 2900 cents a month",
    "create product: SalesPulse SIM lines, 1 line",
    "create price: sim_single_monthly, 1000 cents a month",
    "create product: SalesPulse SIM lines, bundle of 3",
    "create price: sim_bundle_3_monthly, 2500 cents a month",
    "create product: SalesPulse Voice AI, 1 line",
    "create price: voice_single_monthly, 3000 cents a month",
    "create product: SalesPulse Voice AI, bundle of 3",
    "create price: voice_bundle_3_monthly, 7500 cents a month",
    "create portal: cards, invoices, the customer's details",
    `create webhook: ${URL}`,
  ]);
});

test("an account that matches is left alone", () => {
  expect(said(account())).toEqual([]);
});

test("without a webhook's address webhooks are left alone", () => {
  expect(planSync(CATALOGUE, { ...account(), webhooks: [] }, null).steps).toEqual([]);
});

test("another amount is another price, which takes the lookup key over; the old one is archived", () => {
  expect(said(account(), withPro(8900))).toEqual([
    "create price: pro_monthly, 8900 cents a month, takes the lookup key from price_pro_monthly",
    "archive price: price_pro_monthly, 9900 cents a month (its subscribers keep it)",
  ]);
});

test("an amount of before is the price of before again", () => {
  const [pro] = ITEMS;
  if (pro === undefined) throw new Error("Pro has a price.");
  const newer = stripePrice(pro, { id: "price_newer", unit_amount: 8900 });
  const older = stripePrice(pro, { id: "price_older", active: false, lookup_key: null });
  const there = account();
  const prices = [newer, older, ...there.prices.slice(1)];
  expect(said({ ...there, prices })).toEqual([
    "take price: price_older for pro_monthly, takes the lookup key from price_newer",
    "archive price: price_newer, 8900 cents a month (its subscribers keep it)",
  ]);
});

test("what is no longer sold is archived: price and product", () => {
  expect(said(account(), withPro(null))).toEqual([
    "archive price: price_pro_monthly, 9900 cents a month (its subscribers keep it)",
    "archive product: SalesPulse Pro (prod_pro_monthly)",
  ]);
});

test("a default price is not archived before another is the default", () => {
  const there = account({ products: { pro_monthly: { default_price: "price_pro_monthly" } } });
  expect(said(there, withPro(8900))).toEqual([
    "create price: pro_monthly, 8900 cents a month, takes the lookup key from price_pro_monthly",
    "set default price: pro_monthly of prod_pro_monthly",
    "archive price: price_pro_monthly, 9900 cents a month (its subscribers keep it)",
  ]);
  expect(said(there, withPro(null))).toEqual([
    "archive product: SalesPulse Pro (prod_pro_monthly)",
  ]);
});

test("a bundle of another size is another price: who bought three keeps three", () => {
  const { single, bundle, name } = CATALOGUE.sim;
  const larger = { ...CATALOGUE, sim: { name, single, bundle: { ...bundle, lines: 4 } } };
  expect(said(account(), larger)).toEqual([
    "update product: SalesPulse SIM lines, bundle of 4 (prod_sim_bundle_3_monthly)",
    "create price: sim_bundle_3_monthly, 2500 cents a month, takes the lookup key from price_sim_bundle_3_monthly",
    "archive price: price_sim_bundle_3_monthly, 2500 cents a month (its subscribers keep it)",
  ]);
});

test.each<[string, Parameters<typeof account>[0], string]>([
  [
    "a renamed product",
    { products: { pro_monthly: { name: "Pro" } } },
    "update product: SalesPulse Pro (prod_pro_monthly)",
  ],
  [
    "an archived product",
    { products: { pro_monthly: { active: false } } },
    "update product: SalesPulse Pro (prod_pro_monthly)",
  ],
  [
    "an archived price",
    { prices: { pro_monthly: { active: false } } },
    "take price: price_pro_monthly for pro_monthly",
  ],
  [
    "a price that does not say what it is",
    { prices: { pro_monthly: { metadata: {} } } },
    "take price: price_pro_monthly for pro_monthly",
  ],
  [
    "a price that is charged once",
    { prices: { pro_monthly: { recurring: null } } },
    "create price: pro_monthly, 9900 cents a month, takes the lookup key from price_pro_monthly",
  ],
  [
    "a portal where plans can be changed",
    { more: { portals: [stripePortal(true)] } },
    "update portal: bpc_1",
  ],
  [
    "a webhook that is disabled",
    { more: { webhooks: [stripeWebhook({ status: "disabled" })] } },
    `update webhook: ${URL} (we_1)`,
  ],
  [
    "a webhook that tells everything",
    { more: { webhooks: [stripeWebhook({ enabled_events: ["*"] })] } },
    `update webhook: ${URL} (we_1)`,
  ],
])("is set right: %s", (_name, changes, step) => {
  expect(said(account(changes))[0]).toBe(step);
});

test("a price that somebody else made under our key loses the key, and is not archived", () => {
  const there = account({ prices: { pro_monthly: { metadata: {}, product: "prod_theirs" } } });
  expect(said(there)).toEqual([
    "create price: pro_monthly, 9900 cents a month, takes the lookup key from price_pro_monthly",
  ]);
});
