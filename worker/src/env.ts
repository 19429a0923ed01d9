import type { Change, ChangeOutcome } from "#shared/billing";
import type { Usage } from "#shared/entitlement";
import type { Role } from "#shared/roles";
import { z } from "zod";
import type { StripeMessage } from "./clients/stripe/verifyEvent.ts";
import type { RpcAnswer } from "./http/rpcAnswer.ts";

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
  /** Pages beside our own that may open a live line: the desktop's. A port may be `*`. */
  LIVE_ORIGINS: setting
    .default("app://salespulse")
    .transform((list) => list.split(",").map((origin) => origin.trim())),
  /** Postgres for LISTEN alone (direct, or a pooler in session mode), as the role `live_listener`. */
  LISTEN_DATABASE_URL: z.url().optional(),
  /** Signs what changes feature flags from elsewhere; several, by comma, while one takes the other's place. */
  FLAG_WEBHOOK_SECRET: setting
    .transform((list) =>
      list
        .split(",")
        .map((secret) => secret.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.string().min(16, "is too short")))
    .optional(),
  STRIPE_API_KEY: setting.optional(),
  /** Signs what Stripe tells us; several, by comma, while one takes the other's place. */
  STRIPE_WEBHOOK_SECRET: setting
    .transform((list) =>
      list
        .split(",")
        .map((secret) => secret.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.string().min(16, "is too short")))
    .optional(),
  STRIPE_API_URL: z.url().default("https://api.stripe.com"),
  /** Stripe's prices of the Voice AI add-ons; `npm run stripe:sync` prints them. */
  VOICE_ADDON_SINGLE_SIM_PRICE_ID: setting.optional(),
  VOICE_ADDON_BUNDLE_3_PRICE_ID: setting.optional(),
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
  FLAG_WEBHOOK_SECRET: "no feature flag can be changed from elsewhere",
  STRIPE_API_KEY: "nothing can be bought or changed",
  STRIPE_WEBHOOK_SECRET: "what Stripe tells is refused: payments count when somebody looks",
  LISTEN_DATABASE_URL: "what is changed past the product reaches screens within a minute",
  MAILGUN_DOMAIN: "no mail is sent: confirmations, resets and invitations wait in the outbox",
};

/** What the Durable Object of the outbox can be asked for. */
export interface MailOutboxRpc extends Rpc.DurableObjectBranded {
  poke(): Promise<void>;
  requestPasswordReset(email: string): Promise<void>;
}

/** Who opens a live line. */
export interface LineHolder {
  readonly organizationId: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly role: Role;
}

/** What the Durable Object that holds an organisation's live lines can be asked for. */
export interface LiveHubRpc extends Rpc.DurableObjectBranded {
  /** Leave to open one line, once. */
  issueTicket(holder: LineHolder): Promise<{ ticket: string; expiresAtMs: number }>;
  /** Something was told: reads and passes it on. */
  poke(): Promise<void>;
}

/** What the one Durable Object that hears Postgres for the service can be asked for. */
export interface ListenerRpc extends Rpc.DurableObjectBranded {
  /** An organisation's first line was opened. */
  register(organizationId: string): Promise<void>;
  /** Its last one was closed. */
  unregister(organizationId: string): Promise<void>;
  /** Something was told that concerns every organisation. */
  pokeAll(): Promise<void>;
  /** Something was told since that moment (ISO 8601) by the service itself: passes it on. */
  pokeTold(since: string): Promise<void>;
  /** Each minute: passes on whatever the fast paths missed. */
  sweep(): Promise<void>;
}

/** What the Durable Object that does an organisation's jobs can be asked for. */
export interface JobRunnerRpc extends Rpc.DurableObjectBranded {
  /** There is something to do. Answers at once; the work goes on by alarm. */
  poke(organizationId: string): Promise<void>;
}

/** What somebody buys, checked: for whom, of what how many, and where Stripe leads back to. */
export interface CheckoutOrder {
  readonly organizationName: string;
  readonly userId: string;
  /** Theirs: where Stripe's own mails go. */
  readonly email: string;
  readonly items: { readonly price: string; readonly quantity: number }[];
  readonly successUrl: string;
  readonly cancelUrl: string;
}

/** Messages of Stripe's about one customer that were claimed to be worked on. */
export interface ClaimedMessages {
  /** Their rows in the letterbox. */
  readonly ids: readonly string[];
  /** The highest of theirs; null: they are tried again, and the reading takes its own. */
  readonly ticket: number | null;
  readonly customer: string;
}

/** What the Durable Object can be asked for that takes Stripe's messages about one customer. */
export interface StripeLetterboxRpc extends Rpc.DurableObjectBranded {
  /** Takes a message that something follows from; answers when it is done. */
  take(customer: string, message: StripeMessage): Promise<RpcAnswer<null>>;
}

/**
 * What the Durable Object can be asked for that speaks with Stripe for one organisation: one thing after the other, so
 * that it is that customer's lock.
 */
export interface BillingAccountRpc extends Rpc.DurableObjectBranded {
  /**
   * Reads Stripe and writes what it says; who asks while a reading goes on shares the next one.
   * @param messages what this ends; null: somebody looks
   */
  sync(organizationId: string, messages: ClaimedMessages | null): Promise<RpcAnswer<null>>;
  /** Changes the subscription as was previewed. @param actor who wants it: the trail says so @param usage what the organisation has of what plans bound */
  change(
    organizationId: string,
    actor: string,
    change: Change,
    usage: Usage,
  ): Promise<RpcAnswer<Pick<ChangeOutcome, "outcome" | "url">>>;
  /** Takes back a change that waits for its payment; where none does, what was to begin at the period's end. */
  dropScheduled(organizationId: string, actor: string): Promise<RpcAnswer<null>>;
  /** Ends the subscription with its period; at once where that is not paid. */
  end(organizationId: string, actor: string): Promise<RpcAnswer<null>>;
  /** Takes that back while it has not come. */
  keep(organizationId: string, actor: string): Promise<RpcAnswer<null>>;
  /** Opens Stripe's checkout, or answers the one that is open for the same order. */
  checkout(
    organizationId: string,
    order: CheckoutOrder,
  ): Promise<RpcAnswer<{ sessionId: string; url: string }>>;
}

/** What wrangler.toml binds, with the settings beside it still unread. */
export interface Bindings {
  readonly ASSETS: Fetcher;
  readonly MAIL_OUTBOX: DurableObjectNamespace<MailOutboxRpc>;
  readonly LIVE_HUB: DurableObjectNamespace<LiveHubRpc>;
  readonly LISTENER: DurableObjectNamespace<ListenerRpc>;
  readonly JOB_RUNNER: DurableObjectNamespace<JobRunnerRpc>;
  readonly BILLING_ACCOUNT: DurableObjectNamespace<BillingAccountRpc>;
  readonly STRIPE_LETTERBOX: DurableObjectNamespace<StripeLetterboxRpc>;
  readonly AUTH_BY_IP: RateLimit;
  readonly AUTH_BY_ACCOUNT: RateLimit;
  readonly AUTH_BY_ACCOUNT_ANYWHERE: RateLimit;
  readonly LIVE_BY_IP: RateLimit;
  readonly STRIPE_BY_ORGANIZATION: RateLimit;
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
    LIVE_HUB: raw.LIVE_HUB,
    LISTENER: raw.LISTENER,
    JOB_RUNNER: raw.JOB_RUNNER,
    BILLING_ACCOUNT: raw.BILLING_ACCOUNT,
    STRIPE_LETTERBOX: raw.STRIPE_LETTERBOX,
    AUTH_BY_IP: raw.AUTH_BY_IP,
    AUTH_BY_ACCOUNT: raw.AUTH_BY_ACCOUNT,
    AUTH_BY_ACCOUNT_ANYWHERE: raw.AUTH_BY_ACCOUNT_ANYWHERE,
    LIVE_BY_IP: raw.LIVE_BY_IP,
    STRIPE_BY_ORGANIZATION: raw.STRIPE_BY_ORGANIZATION,
  };
  parsed.set(raw, env);
  return env;
}
