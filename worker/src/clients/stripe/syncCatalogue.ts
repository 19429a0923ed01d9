import { CATALOGUE } from "#shared/catalogue";
import type { Stripe } from "stripe";
import { catalogueItems, type CatalogueItem } from "./catalogueItems.ts";
import { STRIPE_API_VERSION } from "./createStripe.ts";
import { OUR_MARK } from "./ourMark.ts";
import { planSync, productMetadata, type SyncPlan } from "./planSync.ts";
import { PORTAL_FEATURES } from "./portalFeatures.ts";
import { metadataOf } from "./priceMeaning.ts";
import { readAccount } from "./readAccount.ts";
import type { SyncStep } from "./SyncStep.ts";
import { WANTED_EVENTS } from "./wantedEvents.ts";

/** What is known after a sync. */
export interface Synced {
  /** The Worker's settings that name prices. */
  readonly variables: Readonly<Record<string, string>>;
  /** Signs what a new webhook sends. Stripe tells it this once. */
  readonly webhookSecret: string | null;
}

/** The catalogue as a Stripe account has it, and what would make it match. Changes nothing. */
export async function planCatalogueSync(
  stripe: Stripe,
  webhookUrl: string | null,
): Promise<SyncPlan> {
  const lookupKeys = new Set(catalogueItems(CATALOGUE).map(({ lookupKey }) => lookupKey));
  const account = await readAccount(stripe, { lookupKeys, webhooks: webhookUrl !== null });
  return planSync(CATALOGUE, account, webhookUrl);
}

/**
 * Carries a plan out, one step after the other. Where it breaks off, planning anew finds what is left to do.
 * @param told hears of each step when it is done
 */
export async function syncCatalogue(
  stripe: Stripe,
  plan: SyncPlan,
  told: (step: SyncStep) => void = () => undefined,
): Promise<Synced> {
  const prices = new Map(plan.prices);
  const products = new Map<string, string>();
  let webhookSecret: string | null = null;
  for (const step of plan.steps) {
    switch (step.do) {
      case "create product": {
        const made = await stripe.products.create(productParams(step.item));
        products.set(step.item.lookupKey, made.id);
        break;
      }
      case "update product":
        await stripe.products.update(step.id, {
          ...productParams(step.item),
          active: true,
          description: step.item.description ?? "",
          unit_label: step.item.unit ?? "",
        });
        break;
      case "create price": {
        const made = await stripe.prices.create({
          ...priceParams(step.item),
          product: known(step.productId ?? products.get(step.item.lookupKey)),
          currency: CATALOGUE.currency,
          unit_amount: step.item.amountCents,
          recurring: { interval: "month" },
        });
        prices.set(step.item.lookupKey, made.id);
        break;
      }
      case "take price":
        await stripe.prices.update(step.id, { ...priceParams(step.item), active: true });
        prices.set(step.item.lookupKey, step.id);
        break;
      case "set default price":
        await stripe.products.update(step.productId, {
          default_price: known(prices.get(step.item.lookupKey)),
        });
        break;
      case "archive price":
        await stripe.prices.update(step.id, { active: false });
        break;
      case "archive product":
        await stripe.products.update(step.id, { active: false });
        break;
      case "create portal":
        await stripe.billingPortal.configurations.create({
          features: PORTAL_FEATURES,
          metadata: OUR_MARK,
        });
        break;
      case "update portal":
        await stripe.billingPortal.configurations.update(step.id, {
          active: true,
          features: PORTAL_FEATURES,
        });
        break;
      case "create webhook": {
        const made = await stripe.webhookEndpoints.create({
          url: step.url,
          enabled_events: [...WANTED_EVENTS],
          api_version: STRIPE_API_VERSION,
          metadata: OUR_MARK,
        });
        webhookSecret = made.secret ?? null;
        break;
      }
      case "update webhook":
        await stripe.webhookEndpoints.update(step.id, {
          disabled: false,
          enabled_events: [...WANTED_EVENTS],
        });
        break;
    }
    told(step);
  }
  return { variables: variablesOf(prices), webhookSecret };
}

function variablesOf(prices: ReadonlyMap<string, string>): Record<string, string> {
  const named = catalogueItems(CATALOGUE).flatMap(({ lookupKey, variable }) =>
    variable === null ? [] : [[variable, known(prices.get(lookupKey))]],
  );
  return Object.fromEntries(named);
}

function productParams({ name, description, unit, meaning }: CatalogueItem) {
  return {
    name,
    metadata: productMetadata(meaning),
    ...(description === null ? {} : { description }),
    ...(unit === null ? {} : { unit_label: unit }),
  };
}

function priceParams({ lookupKey, meaning }: CatalogueItem) {
  return {
    lookup_key: lookupKey,
    transfer_lookup_key: true,
    metadata: { ...OUR_MARK, ...metadataOf(meaning) },
  };
}

function known(id: string | undefined): string {
  if (id === undefined)
    throw new Error("The plan names a product or price that no step before makes.");
  return id;
}
