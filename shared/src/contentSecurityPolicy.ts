/** What a page of the product may load and do. Everything not named here is refused. */
const directives: Readonly<Record<string, readonly string[]>> = {
  "default-src": ["'none'"],
  "script-src": ["'self'"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "data:", "blob:"],
  "font-src": ["'self'"],
  "media-src": ["'self'", "blob:"],
  "connect-src": ["'self'"],
  "worker-src": ["'self'"],
  "manifest-src": ["'self'"],
  "frame-src": ["'none'"],
  "object-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
  "frame-ancestors": ["'none'"],
};

/**
 * The Content-Security-Policy of the renderer, the same in Electron and in a browser, but for the live line: `'self'`
 * covers a WebSocket of the page's own host (section 6.7.2.8), and a page of `app://` has none, so its is named.
 * Source: W3C Content Security Policy Level 3.
 *
 * @param liveOrigin the origin of the live line (`wss://…`), where it is not the page's own
 */
export function contentSecurityPolicy(liveOrigin?: string): string {
  return Object.entries(directives)
    .map(([name, sources]) => {
      const all = name === "connect-src" && liveOrigin ? [...sources, liveOrigin] : sources;
      return `${name} ${all.join(" ")}`;
    })
    .join("; ");
}
