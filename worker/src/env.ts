import { z } from "zod";

const setting = z.string().trim().min(1);

const settingsSchema = z.object({
  /** Where the product is served: pages, links in mails, the one Origin that may write. */
  APP_ORIGIN: z.url().transform((url) => new URL(url).origin),
  SUPABASE_URL: z.url().transform((url) => url.replace(/\/+$/, "")),
  SUPABASE_ANON_KEY: setting,
  SUPABASE_SERVICE_ROLE_KEY: setting,
  MAILGUN_API_KEY: setting.optional(),
  MAILGUN_DOMAIN: setting.optional(),
  MAILGUN_BASE_URL: z.url().default("https://api.mailgun.net"),
  /** The sender of what the product mails; `notifications@` the Mailgun domain unless set. */
  MAIL_FROM: setting.optional(),
});

/** What does not work without a setting. */
const WITHOUT: Record<string, string> = {
  APP_ORIGIN: "no write is accepted and no mailed link leads anywhere",
  SUPABASE_URL: "nobody can sign in and nothing can be read",
  SUPABASE_ANON_KEY: "nobody can sign in and nothing can be read",
  SUPABASE_SERVICE_ROLE_KEY: "no mail is sent and no password can be reset",
  MAILGUN_API_KEY: "no mail is sent: confirmations, resets and invitations wait in the outbox",
  MAILGUN_DOMAIN: "no mail is sent: confirmations, resets and invitations wait in the outbox",
};

/** What the Durable Object of the outbox can be asked for. */
export interface MailOutboxRpc extends Rpc.DurableObjectBranded {
  poke(): Promise<void>;
  requestPasswordReset(email: string): Promise<void>;
}

/** What wrangler.toml binds, with the settings beside it still unread. */
export interface Bindings {
  readonly ASSETS: Fetcher;
  readonly MAIL_OUTBOX: DurableObjectNamespace<MailOutboxRpc>;
  readonly AUTH_BY_IP: RateLimit;
  readonly AUTH_BY_ACCOUNT: RateLimit;
  readonly AUTH_BY_ACCOUNT_ANYWHERE: RateLimit;
}

/** The Worker's environment: its settings, parsed, and its bindings. */
export type Env = z.infer<typeof settingsSchema> & Bindings;

const parsed = new WeakMap<object, Env>();

/**
 * Parses the environment once an isolate. Names every missing or malformed setting at once, values
 * never. Throws where the product cannot work at all; warns where a part of it will not.
 */
export function readEnv(raw: Bindings): Env {
  const known = parsed.get(raw);
  if (known !== undefined) return known;

  const result = settingsSchema.safeParse(raw);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => {
      const name = issue.path.join(".");
      const state = Object.hasOwn(raw, name) ? "is malformed" : "is not set";
      return `${name} ${state}: ${WITHOUT[name] ?? issue.message}`;
    });
    throw new Error(`The Worker's environment is incomplete. ${problems.join("; ")}`);
  }
  for (const [name, without] of Object.entries(WITHOUT)) {
    if (!(name in result.data)) console.warn(`${name} is not set: ${without}.`);
  }
  const env: Env = {
    ...result.data,
    ASSETS: raw.ASSETS,
    MAIL_OUTBOX: raw.MAIL_OUTBOX,
    AUTH_BY_IP: raw.AUTH_BY_IP,
    AUTH_BY_ACCOUNT: raw.AUTH_BY_ACCOUNT,
    AUTH_BY_ACCOUNT_ANYWHERE: raw.AUTH_BY_ACCOUNT_ANYWHERE,
  };
  parsed.set(raw, env);
  return env;
}
