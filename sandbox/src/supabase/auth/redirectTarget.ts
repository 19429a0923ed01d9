import type { AuthContext } from "./AuthContext.ts";

/**
 * Where a link leads: the address asked for when it is on the site's host or begins with an allowed one,
 * the site otherwise, as GoTrue decides.
 */
export function redirectTarget(
  context: Pick<AuthContext, "siteUrl" | "redirectUrls">,
  asked: string | undefined,
): string {
  if (asked === undefined || !URL.canParse(asked)) return context.siteUrl;
  const url = new URL(asked);
  const onSite =
    url.hostname === new URL(context.siteUrl).hostname && /^https?:$/.test(url.protocol);
  if (onSite || context.redirectUrls.some((allowed) => asked.startsWith(allowed))) return asked;
  return context.siteUrl;
}
