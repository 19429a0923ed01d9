import { errorResponse } from "./errorResponse.ts";

/** The paths that are the Worker's. Anything else is never passed on. */
const proxiedPrefixes = ["/api/", "/auth/v1/"];

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);

/**
 * The request headers that the Worker needs. All others stay here: Origin and Referer, because the
 * Worker trusts the client header instead; Cookie and Authorization, because only the session's jar
 * speaks for a person; addresses such as X-Forwarded-For, because a page must not choose its own.
 */
const passedRequestHeaders = [
  "accept",
  "accept-language",
  "cache-control",
  "content-type",
  "idempotency-key",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "range",
];

/** Set-Cookie is the jar's alone. `net.fetch` has decoded the body, so its coding and length no longer hold. */
const withheldResponseHeaders = [
  "set-cookie",
  "set-cookie2",
  "content-encoding",
  "content-length",
  "transfer-encoding",
  "connection",
  "keep-alive",
  "access-control-allow-origin",
  "access-control-allow-credentials",
];

/** What the proxy needs of its surroundings. */
export interface ProxyOptions {
  /** Where the Worker is. */
  readonly origin: string;
  /** Which version of the app asks. */
  readonly version: string;
  /** Fetches with the session's cookie jar. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Told after an answer has changed the jar. */
  readonly onCookiesSet: () => void;
}

/**
 * Passes one request of the page on to the Worker with the session's cookies, and its answer back.
 * Never throws: what cannot be reached answers 503 `offline`.
 */
export async function proxyRequest(request: Request, options: ProxyOptions): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  if (!isProxiable(pathname)) return errorResponse("not_found", "There is no such path.");
  if (!methods.has(request.method)) {
    return errorResponse("method_not_allowed", "This method is not allowed.");
  }
  try {
    const answer = await options.fetch(`${options.origin}${pathname}${search}`, {
      method: request.method,
      headers: requestHeaders(request.headers, options.version),
      credentials: "include",
      // The API never redirects; a sign-in page of a hotel's network does.
      redirect: "error",
      ...(request.body === null ? {} : { body: request.body, duplex: "half" }),
    });
    if (answer.headers.has("set-cookie")) options.onCookiesSet();
    return new Response(answer.body, {
      status: answer.status,
      statusText: answer.statusText,
      headers: responseHeaders(answer.headers),
    });
  } catch {
    return errorResponse("offline", "SalesPulse cannot be reached.");
  }
}

function isProxiable(pathname: string): boolean {
  // Encoded dots and slashes survive URL parsing and would be decoded by whoever stands behind.
  if (/%(2e|2f|5c|00)|\\|\/\//i.test(pathname)) return false;
  return proxiedPrefixes.some((prefix) => pathname.startsWith(prefix));
}

function requestHeaders(from: Headers, version: string): Headers {
  const headers = new Headers();
  for (const name of passedRequestHeaders) {
    const value = from.get(name);
    if (value !== null) headers.set(name, value);
  }
  headers.set("x-salespulse-client", "desktop");
  headers.set("x-salespulse-version", version);
  return headers;
}

function responseHeaders(from: Headers): Headers {
  const headers = new Headers(from);
  for (const name of withheldResponseHeaders) headers.delete(name);
  headers.set("x-content-type-options", "nosniff");
  // An answer of the API is data: opened as a page, it may do nothing.
  headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
  return headers;
}
