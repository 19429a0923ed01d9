import { APP_ORIGIN, isAppUrl } from "./appOrigin.ts";

/** A request as `protocol.handle` gives it: Electron adds who asked, which the page cannot forge. */
export type AppRequest = Request & { readonly initiatorOrigin?: string };

/**
 * Whether a request was made by a page of the product.
 *
 * `initiatorOrigin` is Electron's own word and decides (docs: protocol.handle): the product's origin,
 * `null` for a sandboxed or data: document, another origin for a foreign page, absent for what the
 * browser started itself, such as `loadURL`. The headers are looked at as well, so that one that
 * names another origin refuses the request even where Electron's word would let it pass.
 */
export function isFromApp(request: AppRequest): boolean {
  return request.initiatorOrigin === APP_ORIGIN && !namesForeignOrigin(request);
}

/** Whether a request was made by the product or by the browser itself: enough for the public bundle. */
export function isFromAppOrBrowser(request: AppRequest): boolean {
  return request.initiatorOrigin === undefined ? !namesForeignOrigin(request) : isFromApp(request);
}

function namesForeignOrigin(request: Request): boolean {
  const origin = request.headers.get("origin");
  if (origin !== null && origin !== APP_ORIGIN) return true;
  const referer = request.headers.get("referer") ?? request.referrer;
  if (!["", "about:client"].includes(referer) && !isAppUrl(referer)) return true;
  const site = request.headers.get("sec-fetch-site");
  return site !== null && site !== "same-origin" && site !== "none";
}
