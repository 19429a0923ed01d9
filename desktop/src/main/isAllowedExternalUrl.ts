const vendorHosts = new Set(["checkout.stripe.com", "billing.stripe.com", "accounts.google.com"]);

/**
 * Whether an address may be handed to the system's browser: https on a host that the product sends
 * people to, or the product's own origin. The system would run much else than web pages.
 */
export function isAllowedExternalUrl(address: string, ownOrigin: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") return false;
  if (url.origin === ownOrigin) return true;
  return url.protocol === "https:" && url.port === "" && vendorHosts.has(url.hostname);
}
