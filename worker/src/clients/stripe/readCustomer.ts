import { callStripe, isMissing } from "./callStripe.ts";
import { createStripe, type StripeSettings } from "./createStripe.ts";
import { LIMITS, MOST, PAGE } from "./readingLimits.ts";
import { readSubscriptions } from "./readSubscriptions.ts";
import {
  type CustomerTruth,
  priceSchema,
  stripeChargeSchema,
  type StripeInvoice,
  stripeInvoiceSchema,
  type StripePrice,
  type StripeSubscription,
} from "./truth.ts";

/** How many invoices are read anew each time, beside those that are open. */
const NEWEST_INVOICES = 24;

const NOTHING: CustomerTruth = { subscriptions: [], invoices: [], charges: [], prices: new Map() };

/** A customer that Stripe never knew: the key is of another account, or of another mode. */
export class UnknownCustomer extends Error {
  constructor(customer: string) {
    super(`Stripe does not know the customer ${customer}. Is STRIPE_API_KEY another account's?`);
    this.name = "UnknownCustomer";
  }
}

/**
 * Reads all that Stripe says of a customer: three requests at once, more only for a long history or a scheduled change.
 * A customer that was deleted has nothing.
 * @param knownOpen the invoices that stood open when they were last read, asked for where there are many
 * @throws AppError `unavailable` where Stripe does not answer; UnknownCustomer
 */
export function readCustomer(
  settings: StripeSettings,
  customer: string,
  knownOpen: () => Promise<readonly string[]>,
): Promise<CustomerTruth> {
  return callStripe(async () => {
    try {
      const [subscriptions, invoices, charges] = await Promise.all([
        readSubscriptions(settings, customer),
        readInvoices(settings, customer, knownOpen),
        readCharges(settings, customer),
      ]);
      return {
        subscriptions,
        invoices,
        charges,
        prices: await readPricesOf(settings, subscriptions),
      };
    } catch (error) {
      if (!isMissing(error, "customer")) throw error;
      await assertDeleted(settings, customer);
      return NOTHING;
    }
  });
}

/** Nobody loses a plan by a wrong key: only who was deleted has nothing (https://docs.stripe.com/api/customers/delete). */
async function assertDeleted(settings: StripeSettings, customer: string): Promise<void> {
  try {
    await createStripe(settings).customers.retrieve(customer, {}, LIMITS);
  } catch (error) {
    throw isMissing(error) ? new UnknownCustomer(customer) : error;
  }
}

/** The newest, and of older ones those that are open or were: a draft is none yet. */
async function readInvoices(
  settings: StripeSettings,
  customer: string,
  knownOpen: () => Promise<readonly string[]>,
): Promise<StripeInvoice[]> {
  const { invoices } = createStripe(settings);
  const expand = ["data.payments"];
  const page = await invoices.list({ customer, limit: NEWEST_INVOICES, expand }, LIMITS);
  const found = page.data;
  if (page.has_more) {
    const open = await invoices
      .list({ customer, status: "open", limit: PAGE, expand }, LIMITS)
      .autoPagingToArray({ limit: MOST });
    const ids = new Set(found.map(({ id }) => id));
    found.push(...open.filter(({ id }) => !ids.has(id)));
    for (const { id } of open) ids.add(id);
    const ended = (await knownOpen()).filter((id) => !ids.has(id));
    found.push(
      ...(await Promise.all(
        ended.map((id) => invoices.retrieve(id, { expand: ["payments"] }, LIMITS)),
      )),
    );
  }
  return stripeInvoiceSchema.array().parse(found.filter(({ status }) => status !== "draft"));
}

async function readCharges(settings: StripeSettings, customer: string) {
  const page = await createStripe(settings).charges.list({ customer, limit: PAGE }, LIMITS);
  return stripeChargeSchema.array().parse(page.data);
}

/** Prices stand whole in what a subscription has, and as ids in what it will have. */
async function readPricesOf(
  settings: StripeSettings,
  subscriptions: readonly StripeSubscription[],
): Promise<ReadonlyMap<string, StripePrice>> {
  const prices = new Map<string, StripePrice>();
  for (const { items } of subscriptions)
    for (const { price } of items.data) prices.set(price.id, price);
  const planned = subscriptions.flatMap(
    ({ schedule }) =>
      schedule?.phases.flatMap(({ items }) => items.map(({ price }) => price)) ?? [],
  );
  const missing = [...new Set(planned)].filter((id) => !prices.has(id));
  const found = await Promise.all(
    missing.map((id) => createStripe(settings).prices.retrieve(id, {}, LIMITS)),
  );
  for (const price of priceSchema.array().parse(found)) prices.set(price.id, price);
  return prices;
}
