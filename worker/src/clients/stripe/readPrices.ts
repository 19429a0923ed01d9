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

const KEPT_MS = { ok: 5 * 60_000, problems: 10_000 };
/** Somebody waits for a screen: Stripe is asked once, and not for long. */
const REQUEST = { timeout: 5_000, maxNetworkRetries: 0 };
/** https://docs.stripe.com/api/prices/list#list_prices-lookup_keys */
const KEYS_A_REQUEST = 10;

/** Results alone: what one request waits for cannot be waited for by another in a Worker. */
const kept = new WeakMap<
  PriceSettings,
  { readonly read: CheckedPrices; readonly untilMs: number }
>();

/**
 * Stripe's prices of the catalogue, each of which costs what the catalogue says; otherwise nothing may be sold. Never
 * throws: that Stripe is not set up or does not answer is a problem like the others. Kept for five minutes.
 */
export async function readPrices(settings: PriceSettings): Promise<CheckedPrices> {
  const known = kept.get(settings);
  if (known !== undefined && Date.now() < known.untilMs) return known.read;
  const read = await askStripe(settings);
  kept.set(settings, { read, untilMs: Date.now() + (read.ok ? KEPT_MS.ok : KEPT_MS.problems) });
  if (!read.ok) console.error(`Nothing is sold. ${read.problems.join(" ")}`);
  return read;
}

async function askStripe(settings: PriceSettings): Promise<CheckedPrices> {
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
