import { readFile } from "node:fs/promises";
import { HASHED_ASSET_CACHING, pageSecurityHeaders } from "#shared/pageSecurityHeaders";
import { contentTypeOf } from "./contentTypeOf.ts";
import { resolveBundleFile } from "./resolveBundleFile.ts";

/**
 * Answers with a file of the renderer's bundle, under the headers that the web host sends as well. `origin` is the
 * service's: the live line goes there by itself, past the `app://` handler.
 */
export async function serveBundle(
  { bundleDir, origin }: { readonly bundleDir: string; readonly origin: string },
  request: Request,
): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new Response(null, { status: 405, headers: { allow: "GET, HEAD" } });
  }
  const { pathname } = new URL(request.url);
  const securityHeaders = pageSecurityHeaders(origin.replace(/^http/, "ws"));
  const file = resolveBundleFile(bundleDir, pathname);
  const content = file === null ? null : await readOrNull(file);
  if (file === null || content === null) {
    return new Response("Not found", { status: 404, headers: securityHeaders });
  }
  return new Response(request.method === "HEAD" ? null : content, {
    headers: {
      ...securityHeaders,
      "content-type": contentTypeOf(file),
      "cache-control": pathname.startsWith("/assets/") ? HASHED_ASSET_CACHING : "no-cache",
    },
  });
}

async function readOrNull(file: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(file));
  } catch {
    return null;
  }
}
