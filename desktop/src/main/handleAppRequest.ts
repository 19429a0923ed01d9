import { isAppUrl, isProxiedPath } from "./appOrigin.ts";
import { type AppRequest, isFromApp, isFromAppOrBrowser } from "./checkRequestOrigin.ts";
import { errorResponse } from "./errorResponse.ts";
import { proxyRequest, type ProxyOptions } from "./proxyRequest.ts";
import { serveBundle } from "./serveBundle.ts";

/** Answers every request to `app://`: the bundle for pages, the Worker for `/api/` and `/auth/v1/`. */
export async function handleAppRequest(
  request: AppRequest,
  options: ProxyOptions & { readonly bundleDir: string },
): Promise<Response> {
  if (!isAppUrl(request.url)) return errorResponse("not_found", "There is no such host.");
  if (isProxiedPath(new URL(request.url).pathname)) {
    return isFromApp(request) ? await proxyRequest(request, options) : foreign();
  }
  return isFromAppOrBrowser(request) ? await serveBundle(options, request) : foreign();
}

function foreign(): Response {
  return errorResponse("foreign_origin", "Only SalesPulse's own pages may ask for this.");
}
