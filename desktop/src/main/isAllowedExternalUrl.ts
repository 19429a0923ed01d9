import { CATALOGUE } from "#shared/catalogue";

/** Stripe's pages: checkout, portal, a hosted invoice, an invoice as PDF. */
const stripeHosts = [
  "checkout.stripe.com",
  "billing.stripe.com",
  "invoice.stripe.com",
  "pay.stripe.com",
];
const vendorHosts = new Set([...stripeHosts, "accounts.google.com"]);
/** Whom a plan that is sold by contact tells to write to. */
const contacts = new Set(CATALOGUE.plans.flatMap(({ contact }) => contact ?? []));

/** The origins that are the product's own in the world that the app runs in. */
export interface OwnOrigins {
  readonly origin: string;
  readonly paymentOrigin: string | null;
}

/**
 * Whether an address may be handed to the system: https on a host that the product sends people to, the product's
 * own origin, a local world's pages of payment, or a new mail to our sales. The system would run much else.
 */
export function isAllowedExternalUrl(
  address: string,
  { origin, paymentOrigin }: OwnOrigins,
): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.protocol === "mailto:") return isMailToSales(url);
  if (url.username !== "" || url.password !== "") return false;
  if (url.origin === origin || url.origin === paymentOrigin) return true;
  return url.protocol === "https:" && url.port === "" && vendorHosts.has(url.hostname);
}

/** A mail's other fields may name files or more recipients (RFC 6068). */
function isMailToSales({ pathname, searchParams, hash }: URL): boolean {
  return (
    contacts.has(pathname) &&
    hash === "" &&
    [...searchParams.keys()].every((key) => key === "subject")
  );
}
