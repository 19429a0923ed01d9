/** The scheme that main serves the renderer under. */
export const APP_SCHEME = "app";

/** The origin of every page of the product in Electron. */
export const APP_ORIGIN = "app://salespulse";

/** Whether an address belongs to the product's own origin. */
export function isAppUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  // Node calls the origin of any custom scheme "null", so the parts are compared instead.
  const { protocol, host, username, password } = new URL(address);
  return `${protocol}//${host}` === APP_ORIGIN && username === "" && password === "";
}

/** Whether an address may be shown in the window: a page of the renderer, not an answer of the API. */
export function isAppPageUrl(address: string): boolean {
  return isAppUrl(address) && !isProxiedPath(new URL(address).pathname);
}

/** Whether a path belongs to the Worker rather than to the renderer's bundle. */
export function isProxiedPath(pathname: string): boolean {
  return /^\/(api|auth)(\/|$)/.test(pathname);
}
