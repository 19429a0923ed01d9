/** A path within SalesPulse, or undefined: what a link asks us to go to next is not trusted. */
export function internalPath(next: unknown): string | undefined {
  if (typeof next !== "string" || !/^\/(?![/\\])/.test(next) || /[\\\p{Cc}]/u.test(next))
    return undefined;
  const base = "https://inside.invalid";
  const url = URL.parse(next, base);
  if (!url || url.origin !== base) return undefined;
  return /^\/(sign-in|sign-up)\b/.test(url.pathname) ? undefined : next;
}
