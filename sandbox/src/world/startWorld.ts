import { join } from "node:path";
import { startMailgun } from "#sandbox/mailgun/startMailgun";
import { PASSWORD_MIN_LENGTH } from "#shared/password";
import { startStripe } from "#sandbox/stripe/startStripe";
import { startPostgres } from "#sandbox/postgres/startPostgres";
import { startSupabase } from "#sandbox/supabase/startSupabase";
import { allowListener } from "./allowListener.ts";
import { readSecrets } from "./readSecrets.ts";
import { rememberPorts } from "./rememberPorts.ts";
import { sellCatalogue } from "./sellCatalogue.ts";

/** The domain that the local Mailgun serves; `.example` is reserved (RFC 2606), so nothing could ever leave. */
const MAIL_DOMAIN = "mg.salespulse.example";

/** A Supabase project and the keys to it. */
export interface SupabaseProject {
  readonly url: string;
  readonly anonKey: string;
  readonly serviceKey: string;
  /** A direct connection as the role `postgres`, where there is one. */
  readonly databaseUrl?: string | undefined;
}

/** How a part ends that is not ours to watch: never. */
const NEVER = new Promise<string>(() => undefined);

/** Where a world's parts are, as stack.json tells it. */
export interface WorldStack {
  readonly supabase: SupabaseProject;
  readonly mailbox: string;
  readonly mailgun: string;
  readonly stripe: string;
}

export interface RunningWorld {
  readonly stack: WorldStack;
  /** The Worker's variables and secrets for this world, by the names of worker/src/env.ts. */
  readonly env: Readonly<Record<string, string>>;
  /** Settles with the reason when a part that all depend on has ended by itself. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  /** Everything the world keeps lives here; two worlds never share one. */
  dataDir: string;
  /** The Worker's origin, as people reach it. */
  appOrigin: string;
  /** The checkout: its supabase/migrations and data/mail are what the world begins with. */
  root: string;
  /** A project that runs elsewhere, its migrations applied: then no Postgres is started here. */
  supabase?: SupabaseProject | undefined;
  /** The Worker's settings of an account at the real Stripe: then no local one is started. */
  stripe?: Readonly<Record<string, string>> | undefined;
  log?: (line: string) => void;
}

/** A part of the world that runs. */
interface Part {
  stop(): Promise<void>;
}

/**
 * Starts everything outside our own code that the product talks to, on this machine: Postgres with the
 * Supabase API before it, and the vendors' stand-ins. Ports are remembered in the data directory and moved
 * when taken. What was started is stopped again when a later part fails.
 */
export async function startWorld(options: WorldOptions): Promise<RunningWorld> {
  const { dataDir } = options;
  const log = options.log ?? (() => undefined);
  const secrets = await readSecrets(dataDir);
  const ports = await rememberPorts(dataDir);
  const running: Part[] = [];
  const keep = async <P extends Part>(starting: Promise<P>): Promise<P> => {
    const part = await starting;
    running.push(part);
    return part;
  };
  /** The last one started depends on the ones before it, so it goes first. */
  const stop = async () => {
    for (let part = running.pop(); part; part = running.pop()) await part.stop();
  };

  const startDatabase = async () => {
    if (options.supabase !== undefined) {
      return { project: options.supabase, workerKeys: options.supabase, ports: {}, exited: NEVER };
    }
    const postgres = await keep(
      startPostgres({
        dataDir: join(dataDir, "postgres"),
        port: await ports.wanted("postgres"),
        log: (line) => log(`postgres: ${line}`),
      }),
    );
    const supabase = await keep(
      startSupabase({
        postgres,
        dataDir: join(dataDir, "supabase"),
        port: await ports.wanted("supabase"),
        log: (line) => log(`supabase: ${line}`),
        siteUrl: options.appOrigin,
        passwordMinLength: PASSWORD_MIN_LENGTH,
        migrationsDir: join(options.root, "supabase", "migrations"),
      }),
    );
    const { url, anonKey, serviceKey, databaseUrl, publishableKey, secretKey } = supabase;
    return {
      project: { url, anonKey, serviceKey, databaseUrl },
      // The Worker runs on the keys that Supabase recommends; the legacy ones in stack.json work alike.
      workerKeys: { anonKey: publishableKey, serviceKey: secretKey },
      ports: { postgres: postgres.port, supabase: portOf(url) },
      exited: postgres.exited,
    };
  };
  const startMail = async () =>
    keep(
      startMailgun({
        dataDir: join(dataDir, "mailgun"),
        port: await ports.wanted("mailgun"),
        apiKey: secrets.mailgunApiKey,
        domain: MAIL_DOMAIN,
        webhookSigningKey: secrets.mailgunWebhookSigningKey,
        templatesDir: join(options.root, "data", "mail"),
        log: (line) => log(`mailgun: ${line}`),
      }),
    );

  const startPayments = async () => {
    if (options.stripe !== undefined) {
      return { page: "https://dashboard.stripe.com", settings: options.stripe, ports: {} };
    }
    const { url, apiKey } = await keep(
      startStripe({
        dataDir: join(dataDir, "stripe"),
        port: await ports.wanted("stripe"),
        apiKey: secrets.stripeApiKey,
        webhook: {
          url: `${options.appOrigin}/api/webhooks/stripe`,
          secret: secrets.stripeWebhookSecret,
        },
        log: (line) => log(`stripe: ${line}`),
      }),
    );
    const settings = {
      STRIPE_API_KEY: apiKey,
      STRIPE_API_URL: url,
      STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
      ...(await sellCatalogue({ apiKey, url })),
    };
    return { page: url, settings, ports: { stripe: portOf(url) } };
  };

  const [database, mail, payments] = await Promise.allSettled([
    startDatabase(),
    startMail(),
    startPayments(),
  ]);
  if (
    database.status === "rejected" ||
    mail.status === "rejected" ||
    payments.status === "rejected"
  ) {
    await stop();
    throw [database, mail, payments].find((part) => part.status === "rejected")?.reason;
  }
  const { project, workerKeys, exited } = database.value;
  const mailgun = mail.value;
  const stripe = payments.value;
  await ports.keep({
    ...database.value.ports,
    ...stripe.ports,
    mailgun: portOf(mailgun.url),
  });

  const listenUrl =
    project.databaseUrl === undefined
      ? undefined
      : await allowListener(project.databaseUrl, secrets.listenerPassword);

  return {
    stack: {
      supabase: project,
      mailbox: mailgun.mailboxUrl,
      mailgun: mailgun.url,
      stripe: stripe.page,
    },
    env: {
      APP_ORIGIN: options.appOrigin,
      SUPABASE_URL: project.url,
      SUPABASE_ANON_KEY: workerKeys.anonKey,
      SUPABASE_SERVICE_ROLE_KEY: workerKeys.serviceKey,
      ...(listenUrl === undefined ? {} : { LISTEN_DATABASE_URL: listenUrl }),
      // The desktop, and its stand-in where Electron's binary is missing.
      LIVE_ORIGINS: "app://salespulse, http://salespulse.localhost:*",
      FLAG_WEBHOOK_SECRET: secrets.flagWebhookSecret,
      MAILGUN_API_KEY: secrets.mailgunApiKey,
      MAILGUN_DOMAIN: MAIL_DOMAIN,
      MAILGUN_BASE_URL: mailgun.url,
      ...stripe.settings,
    },
    broken: exited.then((how) => `Postgres has ended (${how}).`),
    stop,
  };
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
