import { z } from "zod";

/** The pages that a mail, or the way back from a payment, may open in the desktop app. */
const pages = [
  "reset-password",
  "verify-email",
  "invite",
  "billing/return",
  "billing/cancelled",
] as const;

const linkSchema = z
  .string()
  .max(2048)
  .refine((text) => URL.canParse(text))
  .transform((text) => {
    const { protocol, host, username, password, pathname, search, hash } = new URL(text);
    return { protocol, host, username, password, pathname, search, hash };
  })
  .pipe(
    z.object({
      protocol: z.string().regex(/^salespulse:$/),
      host: z.string(),
      username: z.string().max(0),
      password: z.string().max(0),
      pathname: z.string(),
      search: z.string().regex(/^(\?[\w\-.~=&%+]*)?$/),
      hash: z.string().regex(/^(#[\w\-.~=&]*)?$/),
    }),
  );

/** The renderer's path for a `salespulse://` link, or null when it is none of ours. */
export function parseDeepLink(text: string): string | null {
  const parsed = linkSchema.safeParse(text);
  if (!parsed.success) return null;
  const { host, pathname, search, hash } = parsed.data;
  // What stands first in it is a host to the address's grammar.
  const page = pages.find((each) => each === `${host}${pathname}`.replace(/\/$/, ""));
  return page === undefined ? null : `/${page}${search}${hash}`;
}

/** The first `salespulse://` link among a process's arguments, as a renderer's path. */
export function findDeepLink(args: readonly string[]): string | null {
  return args.map(parseDeepLink).find((path) => path !== null) ?? null;
}
