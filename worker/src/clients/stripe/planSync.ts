import type { Catalogue } from "#shared/plans";
import type { Stripe } from "stripe";
import { catalogueItems, type CatalogueItem } from "./catalogueItems.ts";
import { isOurs, OUR_MARK } from "./ourMark.ts";
import { isPortalRight } from "./portalFeatures.ts";
import { isSameMeaning, readMeaning } from "./priceMeaning.ts";
import type { StripeAccount } from "./readAccount.ts";
import type { SyncStep } from "./SyncStep.ts";
import { WANTED_EVENTS } from "./wantedEvents.ts";

/** What is left to do. `kept`: products and prices that are right as they are, by lookup key. */
export interface SyncPlan {
  readonly steps: readonly SyncStep[];
  readonly prices: ReadonlyMap<string, string>;
}

/**
 * What makes an account match the catalogue, in the order in which it is done. A price of another amount is made anew
 * and takes the lookup key over: who subscribed to the old one keeps it, and its metadata says what that was.
 * @param webhookUrl where Stripe shall tell its events; null leaves webhooks alone
 */
export function planSync(
  catalogue: Catalogue,
  account: StripeAccount,
  webhookUrl: string | null,
): SyncPlan {
  const items = catalogueItems(catalogue);
  const plans = items.map((item) => planItem(item, account, catalogue.currency));
  const keptPrices = new Set(plans.map(({ priceId }) => priceId));
  const keptProducts = new Set(plans.map(({ productId }) => productId));
  const goneProducts = account.products.filter(({ id, active }) => active && !keptProducts.has(id));
  // A default price cannot be archived (https://docs.stripe.com/products-prices/manage-prices#archive-price), nor need it
  // be with a product that is.
  const goneDefaults = new Set(goneProducts.map(({ default_price }) => default_price));
  const gonePrices = account.prices.filter(
    (price) =>
      isOurs(price) && price.active && !keptPrices.has(price.id) && !goneDefaults.has(price.id),
  );
  const steps: SyncStep[] = [
    ...plans.flatMap((plan) => plan.steps),
    ...gonePrices.map(({ id, unit_amount }) => ({
      do: "archive price" as const,
      id,
      amountCents: unit_amount,
    })),
    ...goneProducts.map(({ id, name }) => ({ do: "archive product" as const, id, name })),
    ...planPortal(account.portals),
    ...(webhookUrl === null ? [] : planWebhook(webhookUrl, account.webhooks)),
  ];
  const prices = plans.flatMap(({ item, priceId }) =>
    priceId === null ? [] : [[item.lookupKey, priceId] as const],
  );
  return { steps, prices: new Map(prices) };
}

function planItem(item: CatalogueItem, account: StripeAccount, currency: string) {
  const { lookupKey, meaning } = item;
  const steps: SyncStep[] = [];
  const product = chooseProduct(item, account.products);
  if (product === null) steps.push({ do: "create product", item });
  else if (!isProductRight(product, item))
    steps.push({ do: "update product", item, id: product.id });

  const holder = account.prices.find((price) => price.lookup_key === lookupKey);
  const fitting = account.prices.filter(
    (price) => product !== null && price.product === product.id && doesFit(price, item, currency),
  );
  const price = fitting.find(({ id }) => id === holder?.id) ?? fitting[0] ?? null;
  const insteadOf = holder === undefined || holder.id === price?.id ? null : holder.id;
  const meant = price === null ? null : readMeaning(price);
  if (price === null) {
    steps.push({ do: "create price", item, productId: product?.id ?? null, insteadOf });
  } else if (
    price.lookup_key !== lookupKey ||
    !price.active ||
    !isOurs(price) ||
    meant === null ||
    !isSameMeaning(meant, meaning)
  ) {
    steps.push({ do: "take price", item, id: price.id, insteadOf });
  }
  const isDefaultOld = product?.default_price && product.default_price !== price?.id;
  if (isDefaultOld) steps.push({ do: "set default price", item, productId: product.id });
  return { item, steps, priceId: price?.id ?? null, productId: product?.id ?? null };
}

/** Of those that were made for it the oldest that is not archived. */
function chooseProduct(
  { meaning }: CatalogueItem,
  products: readonly Stripe.Product[],
): Stripe.Product | null {
  const wanted = productMetadata(meaning);
  const mine = products
    .filter(({ metadata }) =>
      Object.entries(wanted).every(([key, value]) => metadata[key] === value),
    )
    .toSorted((a, b) => Number(b.active) - Number(a.active) || a.created - b.created);
  return mine[0] ?? null;
}

function isProductRight(
  product: Stripe.Product,
  { name, description, unit }: CatalogueItem,
): boolean {
  return (
    product.active &&
    product.name === name &&
    (product.description ?? null) === description &&
    (product.unit_label ?? null) === unit
  );
}

/** A product's metadata: of an add-on it is for any number of lines, which each price of it says. */
export function productMetadata(meaning: CatalogueItem["meaning"]): Record<string, string> {
  return "plan" in meaning
    ? { ...OUR_MARK, plan: meaning.plan }
    : { ...OUR_MARK, add_on: meaning.addOn };
}

/** Whether what cannot be changed about a price is right. */
function doesFit(price: Stripe.Price, item: CatalogueItem, currency: string): boolean {
  const meant = readMeaning(price);
  return (
    price.currency === currency &&
    price.billing_scheme === "per_unit" &&
    price.unit_amount === item.amountCents &&
    price.transform_quantity === null &&
    price.recurring?.interval === "month" &&
    price.recurring.interval_count === 1 &&
    price.recurring.usage_type === "licensed" &&
    // What subscribers bought under it stays what it was.
    (meant === null || isSameMeaning(meant, item.meaning))
  );
}

function planPortal(portals: StripeAccount["portals"]): SyncStep[] {
  const [newest] = portals;
  if (newest === undefined) return [{ do: "create portal" }];
  return portals.some(isPortalRight) ? [] : [{ do: "update portal", id: newest.id }];
}

function planWebhook(url: string, webhooks: StripeAccount["webhooks"]): SyncStep[] {
  const there = webhooks.find((webhook) => webhook.url === url);
  if (there === undefined) return [{ do: "create webhook", url }];
  const isRight =
    there.status === "enabled" &&
    there.enabled_events.toSorted().join() === WANTED_EVENTS.toSorted().join();
  return isRight ? [] : [{ do: "update webhook", id: there.id, url }];
}
