import { AppError } from "#shared/errors";
import { Stripe } from "stripe";

/** Where Stripe is and the key to it. */
export interface StripeSettings {
  readonly STRIPE_API_KEY?: string | undefined;
  readonly STRIPE_API_URL: string;
}

/** The version of the API that requests are made in and webhooks are read in. It moves with the SDK, whose types are of it. */
export const STRIPE_API_VERSION: Stripe.LatestApiVersion = "2026-10-28.endive";

const TIMEOUT_MS = 20_000;
/** The SDK sends a request again, under the same idempotency key, where it may not have been taken. */
const RETRIES = 2;

const clients = new Map<string, Stripe>();

/** Stripe's SDK for that account; one an isolate and key. Throws AppError `unavailable` where no key is set. */
export function createStripe(settings: StripeSettings): Stripe {
  const { STRIPE_API_KEY: key, STRIPE_API_URL: url } = settings;
  if (key === undefined) throw new AppError("unavailable");
  const name = `${url} ${key}`;
  const known = clients.get(name);
  if (known !== undefined) return known;
  const { hostname, port, protocol } = new URL(url);
  const isPlain = protocol === "http:";
  const client = new Stripe(key, {
    apiVersion: STRIPE_API_VERSION,
    httpClient: Stripe.createFetchHttpClient(),
    host: hostname,
    port: port === "" ? (isPlain ? 80 : 443) : port,
    protocol: isPlain ? "http" : "https",
    maxNetworkRetries: RETRIES,
    timeout: TIMEOUT_MS,
    telemetry: false,
  });
  clients.set(name, client);
  return client;
}
