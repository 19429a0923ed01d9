import { createStripe } from "../../../worker/src/clients/stripe/createStripe.ts";
import {
  planCatalogueSync,
  syncCatalogue,
} from "../../../worker/src/clients/stripe/syncCatalogue.ts";

/**
 * Makes the local Stripe sell what the catalogue says, as `npm run stripe:sync` does. Answers the Worker's settings that
 * name prices of it.
 */
export async function sellCatalogue(local: {
  readonly apiKey: string;
  readonly url: string;
}): Promise<Readonly<Record<string, string>>> {
  const stripe = createStripe({ STRIPE_API_KEY: local.apiKey, STRIPE_API_URL: local.url });
  const { variables } = await syncCatalogue(stripe, await planCatalogueSync(stripe, null));
  return variables;
}
