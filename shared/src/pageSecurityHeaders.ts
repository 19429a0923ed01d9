import { contentSecurityPolicy } from "./contentSecurityPolicy.ts";

/**
 * The headers that every file of the renderer's bundle is sent with, by main's `app://` handler
 * and by the web host (as `_headers`) alike. Main names where the live line is.
 */
export function pageSecurityHeaders(liveOrigin?: string): Readonly<Record<string, string>> {
  return {
    "content-security-policy": contentSecurityPolicy(liveOrigin),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    // Links in mails carry secrets in their address: it never leaves the origin.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy":
      "camera=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), microphone=(self), display-capture=(self)",
  };
}

/** Cache-Control for `/assets/`, whose files are named by their content's hash. */
export const HASHED_ASSET_CACHING = "public, max-age=31536000, immutable";
