import type { Stripe } from "stripe";
import { isOurs } from "./ourMark.ts";
import { listPortals } from "./readPortal.ts";

/** What a Stripe account has of what is sold. */
export interface StripeAccount {
  /** Made by us, the newest first. */
  readonly products: readonly Stripe.Product[];
  /** Made by us or under a key of the catalogue, the newest first. */
  readonly prices: readonly Stripe.Price[];
  readonly portals: readonly Stripe.BillingPortal.Configuration[];
  /** Empty where nobody asked for them. */
  readonly webhooks: readonly Stripe.WebhookEndpoint[];
}

/** More than this of one kind in an account is refused by the SDK's own bound (10,000). */
const ALL = { limit: 10_000 };
const PAGE = { limit: 100 };

/**
 * Reads it.
 * @param wanted `lookupKeys`: the catalogue's; `webhooks`: whether to read those, which not every key may
 */
export async function readAccount(
  stripe: Stripe,
  wanted: { readonly lookupKeys: ReadonlySet<string>; readonly webhooks: boolean },
): Promise<StripeAccount> {
  const [products, prices, portals, webhooks] = await Promise.all([
    stripe.products.list(PAGE).autoPagingToArray(ALL),
    stripe.prices.list(PAGE).autoPagingToArray(ALL),
    listPortals(stripe),
    wanted.webhooks ? stripe.webhookEndpoints.list(PAGE).autoPagingToArray(ALL) : [],
  ]);
  return {
    products: products.filter(isOurs),
    prices: prices.filter(
      (price) => isOurs(price) || wanted.lookupKeys.has(price.lookup_key ?? ""),
    ),
    portals,
    webhooks,
  };
}
