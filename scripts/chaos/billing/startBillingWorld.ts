import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hash } from "bcryptjs";
import { Pool } from "pg";
import { z } from "zod";
import { freePort } from "../../checks/startStackUnderTest.ts";
import { ApiClient } from "../../scale/ApiClient.ts";
import { seededRandom } from "../../scale/seededRandom.ts";
import { startWorkerd } from "../../scale/startWorkerd.ts";
import { startWorldProcess } from "../../scale/startWorldProcess.ts";
import type { Endings } from "../../start/Endings.ts";
import { type Fault, layStorm } from "./layStorm.ts";
import { Mailroom } from "./Mailroom.ts";
import { StripeDesk } from "./StripeDesk.ts";

const PASSWORD = "two thousand lives";
/** bcrypt's least work: thousands sign in, and nothing here is secret. */
const HASH_ROUNDS = 4;

const stripeSettings = z.object({
  STRIPE_API_URL: z.string(),
  STRIPE_API_KEY: z.string(),
  STRIPE_WEBHOOK_SECRET: z.string(),
});

/** One organisation and the admin who buys for it. */
export interface Buyer {
  readonly userId: string;
  readonly email: string;
  readonly organizationId: string;
  readonly client: ApiClient;
}

/** The product in a throw-away world whose ways to Stripe and to the database may be stormy. */
export interface BillingWorld {
  readonly appOrigin: string;
  readonly workerUrl: string;
  readonly webhookSecret: string;
  readonly desk: StripeDesk;
  readonly mailroom: Mailroom;
  readonly database: Pool;
  readonly mailboxUrl: string;
  /** How often what went wrong. */
  readonly faults: ReadonlyMap<Fault, number>;
  /** The Worker's variables and secrets. */
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly workerPid: number;
  readonly worldPid: number;
  /** Founds an organisation with one admin, signed in. */
  found(): Promise<Buyer>;
}

/**
 * Starts it: Worker under bare workerd, everything else in a process of its own. Stripe tells nobody anything by
 * itself; who lives here takes what it has to tell from the mailroom.
 */
export async function startBillingWorld(options: {
  root: string;
  endings: Endings;
  /** Of the weather; null: nothing goes wrong, and nothing stands between the Worker and the others. */
  seed: number | null;
  log: (text: string) => void;
}): Promise<BillingWorld> {
  const { root, endings, seed } = options;
  const folder = await mkdtemp(join(tmpdir(), "salespulse-chaos-"));
  endings.add(() => rm(folder, { recursive: true, force: true }));
  const port = await freePort();
  const appOrigin = `http://localhost:${port}`;
  const world = await startWorldProcess({ root, dataDir: join(folder, "world"), appOrigin });
  endings.add(() => world.stop());
  const settings = stripeSettings.parse(world.env);

  const desk = new StripeDesk(settings.STRIPE_API_URL, settings.STRIPE_API_KEY);
  for (const endpoint of await desk.all("/v1/webhook_endpoints"))
    await desk.send("DELETE", `/v1/webhook_endpoints/${endpoint.id}`);

  const storm = seed === null ? null : await layStorm(burstsOf(seed));
  endings.add(() => storm?.stop());
  // Postgres is no HTTP: changes made past the product are not what this is about.
  const { LISTEN_DATABASE_URL: _, ...variables } = world.env;
  const workerd = await startWorkerd({
    root,
    folder,
    port,
    variables,
    ...(storm === null ? {} : { outboundProxy: storm.address }),
    log: options.log,
  });
  endings.add(() => workerd.stop());

  const database = new Pool({ connectionString: world.stack.supabase.databaseUrl, max: 8 });
  endings.add(() => database.end());
  const passwordHash = await hash(PASSWORD, HASH_ROUNDS);
  let founded = 0;
  const found = async (): Promise<Buyer> => {
    founded += 1;
    const email = `buyer${founded}@chaos.example`;
    const [made] = (await database.query<{ id: string }>(FOUND, [email, passwordHash])).rows;
    const userId = made?.id ?? "";
    const settled = await database.query<{ organization_id: string }>(SETTLE, [userId]);
    const organizationId = settled.rows[0]?.organization_id ?? "";
    const ip = `10.${(founded >> 16) & 255}.${(founded >> 8) & 255}.${founded & 255}`;
    const client = new ApiClient(workerd.url, ip);
    await client.call("token", {
      query: { grant_type: "password" },
      body: { email, password: PASSWORD },
    });
    return { userId, email, organizationId, client };
  };
  return {
    appOrigin,
    workerUrl: workerd.url,
    webhookSecret: settings.STRIPE_WEBHOOK_SECRET,
    desk,
    mailroom: new Mailroom(desk),
    database,
    mailboxUrl: world.stack.mailbox,
    faults: storm?.faults ?? new Map(),
    env: world.env,
    folder,
    workerPid: workerd.pid,
    worldPid: world.pid,
    found,
  };
}

/** What billing asks of the database with the service's key, and of Stripe but for its prices. */
const STORMY =
  /^\/rest\/v1\/(rpc\/(claim_stripe_event|apply_billing|fail_webhooks|billing_ticket|open_billing_account)|billing_accounts|invoices|subscriptions)|^\/v1\/(?!prices)/;
const FAULTS = ["lost", "answer_lost", "refused", "late"] as const;

/** Faults come in bursts: single ones are mended by the vendors' SDKs. About one stormy request in thirty begins one. */
function burstsOf(seed: number) {
  const random = seededRandom(seed);
  let left = 0;
  return ({ pathname }: URL): Fault | null => {
    if (!STORMY.test(pathname)) return null;
    if (left === 0 && random() > 0.03) return null;
    left = left === 0 ? 1 + Math.floor(random() * 6) : left - 1;
    return FAULTS[Math.floor(random() * FAULTS.length)] ?? null;
  };
}

// As Auth writes an account; the product's own triggers make the organisation of it.
const FOUND = `insert into auth.users (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
    raw_app_meta_data, raw_user_meta_data, confirmation_token, recovery_token, email_change_token_new, email_change,
    created_at, updated_at)
  values ('00000000-0000-0000-0000-000000000000', gen_random_uuid(), 'authenticated', 'authenticated', $1, $2, now(),
    '{"provider": "email", "providers": ["email"]}', '{"full_name": "Buyer"}', '', '', '', '', now(), now())
  returning id`;
const SETTLE = `with proven as (
    update public.profiles set address_proven_at = now() where user_id = $1 returning user_id),
  withdrawn as (delete from public.mail_outbox where user_id = $1)
  select m.organization_id from proven p join public.memberships m using (user_id)`;
