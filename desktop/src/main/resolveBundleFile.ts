import { extname, join, normalize, sep } from "node:path";

/**
 * The file of the bundle that a path of `app://salespulse` stands for, or null when there can be none.
 * A path without an extension is a route of the renderer, so it gets `index.html`.
 * No path leads out of `bundleDir`: separators and dots that survive URL parsing are refused.
 */
export function resolveBundleFile(bundleDir: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (!decoded.startsWith("/") || /[\0\\:]/.test(decoded)) return null;
  const segments = decoded.slice(1).split("/");
  if (segments.some((segment) => segment === ".." || segment === ".")) return null;
  // Files that the web host reads (`_headers`) and dot files are no part of the page.
  if (segments.some((segment) => segment.startsWith("_") || segment.startsWith("."))) return null;
  const file = extname(decoded) === "" ? "index.html" : decoded.slice(1);
  const root = normalize(bundleDir + sep);
  const resolved = join(root, file);
  return resolved.startsWith(root) ? resolved : null;
}
