import { join } from "node:path";
import { startMailgun } from "#sandbox/mailgun/startMailgun";
import { startPostgres } from "#sandbox/postgres/startPostgres";
import { startSupabase } from "#sandbox/supabase/startSupabase";
import { readSecrets } from "./readSecrets.ts";
import { rememberPorts } from "./rememberPorts.ts";

/** The domain that the local Mailgun serves; `.example` is reserved (RFC 2606), so nothing could ever leave. */
const MAIL_DOMAIN = "mg.salespulse.example";

/** As supabase/config.toml has it for the hosted project. */
const PASSWORD_MIN_LENGTH = 10;

/** Where a world's parts are, as stack.json tells it. */
export interface WorldStack {
  readonly supabase: {
    readonly url: string;
    readonly anonKey: string;
    readonly serviceKey: string;
    readonly databaseUrl: string;
  };
  readonly mailbox: string;
  readonly mailgun: string;
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
    return { postgres, supabase };
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

  const [database, mail] = await Promise.allSettled([startDatabase(), startMail()]);
  if (database.status === "rejected" || mail.status === "rejected") {
    await stop();
    throw [database, mail].find((part) => part.status === "rejected")?.reason;
  }
  const { postgres, supabase } = database.value;
  const mailgun = mail.value;
  await ports.keep({
    postgres: postgres.port,
    supabase: portOf(supabase.url),
    mailgun: portOf(mailgun.url),
  });

  return {
    stack: {
      supabase: {
        url: supabase.url,
        anonKey: supabase.anonKey,
        serviceKey: supabase.serviceKey,
        databaseUrl: supabase.databaseUrl,
      },
      mailbox: mailgun.mailboxUrl,
      mailgun: mailgun.url,
    },
    env: {
      APP_ORIGIN: options.appOrigin,
      SUPABASE_URL: supabase.url,
      SUPABASE_ANON_KEY: supabase.publishableKey,
      SUPABASE_SERVICE_ROLE_KEY: supabase.secretKey,
      MAILGUN_API_KEY: secrets.mailgunApiKey,
      MAILGUN_DOMAIN: MAIL_DOMAIN,
      MAILGUN_BASE_URL: mailgun.url,
      MAILGUN_WEBHOOK_SIGNING_KEY: secrets.mailgunWebhookSigningKey,
    },
    broken: postgres.exited.then((how) => `Postgres has ended (${how}).`),
    stop,
  };
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
