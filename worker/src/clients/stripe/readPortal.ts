import type { Stripe } from "stripe";
import { createStripe, type StripeSettings } from "./createStripe.ts";
import { isOurs } from "./ourMark.ts";
import { isPortalRight } from "./portalFeatures.ts";

const KEPT_MS = 5 * 60_000;

const kept = new WeakMap<StripeSettings, { readonly id: string; readonly untilMs: number }>();

/**
 * The configuration of Stripe's portal that `npm run stripe:sync` made, kept for five minutes. Null where there is none
 * that allows what it should and nothing else: then no portal is opened. Throws Stripe's errors.
 */
export async function readPortal(settings: StripeSettings): Promise<string | null> {
  const known = kept.get(settings);
  if (known !== undefined && Date.now() < known.untilMs) return known.id;
  const found = (await listPortals(createStripe(settings))).find(isPortalRight);
  if (found === undefined) return null;
  kept.set(settings, { id: found.id, untilMs: Date.now() + KEPT_MS });
  return found.id;
}

/** Our configurations, the newest first. */
export async function listPortals(stripe: Stripe): Promise<Stripe.BillingPortal.Configuration[]> {
  const all = await stripe.billingPortal.configurations
    .list({ limit: 100 })
    .autoPagingToArray({ limit: 1_000 });
  return all.filter(isOurs);
}
