import { CATALOGUE } from "#shared/catalogue";
import { Stripe } from "stripe";
import { catalogueItems } from "./catalogueItems.ts";
import { checkPrices, type CheckedPrices } from "./checkPrices.ts";
import { createStripe, type StripeSettings } from "./createStripe.ts";

/** Stripe, and the settings that name prices of it. */
export interface PriceSettings extends StripeSettings {
  readonly VOICE_ADDON_SINGLE_SIM_PRICE_ID?: string | undefined;
  readonly VOICE_ADDON_BUNDLE_3_PRICE_ID?: string | undefined;
}

/** Somebody waits for a screen: Stripe is asked once, and not for long. */
const REQUEST = { timeout: 5_000, maxNetworkRetries: 0 };
/** https://docs.stripe.com/api/prices/list#list_prices-lookup_keys */
const KEYS_A_REQUEST = 10;

/** Asks Stripe for the catalogue's prices. Never throws: that Stripe does not answer is a problem like the others. */
export async function findPrices(settings: PriceSettings): Promise<CheckedPrices> {
  if (settings.STRIPE_API_KEY === undefined) {
    return { ok: false, problems: ["STRIPE_API_KEY is not set."] };
  }
  try {
    const stripe = createStripe(settings);
    const [byLookupKey, byVariable] = await Promise.all([
      listByLookupKey(stripe),
      readByVariable(stripe, settings),
    ]);
    return checkPrices(CATALOGUE, { byLookupKey, byVariable });
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    return { ok: false, problems: [`Stripe did not tell its prices: ${error.message}`] };
  }
}

async function listByLookupKey(stripe: Stripe): Promise<Map<string, Stripe.Price>> {
  const keys = catalogueItems(CATALOGUE).flatMap(({ lookupKey, variable }) =>
    variable === null ? [lookupKey] : [],
  );
  const pages: Promise<Stripe.ApiList<Stripe.Price>>[] = [];
  for (let at = 0; at < keys.length; at += KEYS_A_REQUEST) {
    const lookup_keys = keys.slice(at, at + KEYS_A_REQUEST);
    pages.push(stripe.prices.list({ lookup_keys, limit: KEYS_A_REQUEST }, REQUEST));
  }
  const prices = (await Promise.all(pages)).flatMap((page) => page.data);
  return new Map(
    prices.flatMap((price) => (price.lookup_key === null ? [] : [[price.lookup_key, price]])),
  );
}

async function readByVariable(stripe: Stripe, settings: PriceSettings) {
  const named = catalogueItems(CATALOGUE).flatMap(({ variable }) => {
    const id = variable === null ? undefined : settings[variable];
    return variable === null || id === undefined ? [] : [{ variable, id }];
  });
  const found = named.map(async ({ variable, id }) => {
    const price = await readPrice(stripe, id);
    return [variable, { id, price }] as const;
  });
  return new Map(await Promise.all(found));
}

async function readPrice(stripe: Stripe, id: string): Promise<Stripe.Price | null> {
  try {
    return await stripe.prices.retrieve(id, {}, REQUEST);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && error.code === "resource_missing")
      return null;
    throw error;
  }
}
