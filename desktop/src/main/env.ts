import { z } from "zod";

/** Set by the build (electron.vite.config.ts): the origin that a packaged app talks to. */
declare const BUILD_ORIGIN: string;

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

const originSchema = z
  .url()
  .transform((text) => new URL(text))
  .refine((url) => url.pathname === "/" && url.search === "" && url.hash === "", {
    error: "must be an origin, without a path",
  })
  .refine((url) => url.username === "" && url.password === "", {
    error: "must not carry a user name",
  })
  .refine(
    (url) => url.protocol === "https:" || (url.protocol === "http:" && loopback.has(url.hostname)),
    { error: "must be https, or http on this machine" },
  )
  .transform((url) => url.origin);

const localOriginSchema = originSchema.refine((origin) => loopback.has(new URL(origin).hostname), {
  error: "must be an address of this machine",
});

/** What main learns from its surroundings. */
export interface DesktopEnv {
  /** The Worker's origin, such as `https://app.salespulse.example`. */
  readonly origin: string;
  /** Where the pages of payment are in a local world; null: at Stripe. */
  readonly paymentOrigin: string | null;
}

/**
 * Reads the environment. A packaged app has its origin built in and ignores `SALESPULSE_ORIGIN`,
 * so that a changed environment cannot send a rep's session to another server; `SALESPULSE_PAYMENT_ORIGIN`, an
 * address of this machine, likewise.
 * Throws with the variable's name when its value is of no use.
 */
export function readEnv(
  variables: Readonly<Record<string, string | undefined>>,
  { packaged, buildOrigin = BUILD_ORIGIN }: { packaged: boolean; buildOrigin?: string },
): DesktopEnv {
  const paymentOrigin = packaged ? undefined : variables["SALESPULSE_PAYMENT_ORIGIN"];
  return {
    origin: parse(
      "SALESPULSE_ORIGIN",
      originSchema,
      packaged ? buildOrigin : (variables["SALESPULSE_ORIGIN"] ?? buildOrigin),
    ),
    paymentOrigin:
      paymentOrigin === undefined
        ? null
        : parse("SALESPULSE_PAYMENT_ORIGIN", localOriginSchema, paymentOrigin),
  };
}

function parse(name: string, schema: z.ZodType<string>, text: string): string {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map((issue) => issue.message).join("; ");
  throw new Error(`${name} "${text}": ${reasons}`);
}

/** {@link readEnv} on this process's own environment. */
export function readProcessEnv(options: { packaged: boolean }): DesktopEnv {
  return readEnv(process.env, options);
}
