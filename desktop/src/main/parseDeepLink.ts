import { z } from "zod";

/** The pages that a mail may open in the desktop app. */
const pages = ["reset-password", "verify-email", "invite"];

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
      host: z.string().refine((host) => pages.includes(host)),
      username: z.string().max(0),
      password: z.string().max(0),
      pathname: z.string().regex(/^\/?$/),
      search: z.string().regex(/^(\?[\w\-.~=&%+]*)?$/),
      hash: z.string().regex(/^(#[\w\-.~=&]*)?$/),
    }),
  );

/** The renderer's path for a `salespulse://` link, or null when it is none of ours. */
export function parseDeepLink(text: string): string | null {
  const parsed = linkSchema.safeParse(text);
  if (!parsed.success) return null;
  const { host, search, hash } = parsed.data;
  return `/${host}${search}${hash}`;
}

/** The first `salespulse://` link among a process's arguments, as a renderer's path. */
export function findDeepLink(args: readonly string[]): string | null {
  return args.map(parseDeepLink).find((path) => path !== null) ?? null;
}
