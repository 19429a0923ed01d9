import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Pool } from "pg";
import { createDatabase } from "../postgres/createDatabase.ts";
import type { RunningPostgres } from "../postgres/startPostgres.ts";
import { withClient } from "../postgres/withClient.ts";
import { applyMigrations } from "./applyMigrations.ts";
import { createAuthApp } from "./auth/createAuthApp.ts";
import {
  createRateLimits,
  SANDBOX_RATE_LIMITS,
  type RateLimitSettings,
} from "./auth/RateLimits.ts";
import { bootstrapSupabase } from "./bootstrap/bootstrapSupabase.ts";
import { rolePasswords } from "./bootstrap/rolePasswords.ts";
import { createPool } from "./createPool.ts";
import { createGateway } from "./gateway/createGateway.ts";
import { listen, type Listener } from "./gateway/listen.ts";
import { loadProjectKeys } from "./gateway/loadProjectKeys.ts";
import { createRestApp, type RestApp } from "./rest/createRestApp.ts";
import { createFileStore } from "./storage/FileStore.ts";
import { createStorageApp } from "./storage/createStorageApp.ts";

/** A Supabase project that answers on 127.0.0.1. */
export interface RunningSupabase {
  /** What a client is given as `SUPABASE_URL`. */
  readonly url: string;
  readonly anonKey: string;
  readonly serviceKey: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** The database as the role `postgres`. */
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

export interface SupabaseOptions {
  readonly postgres: RunningPostgres;
  /** Made when missing. Default `postgres`. */
  readonly database?: string;
  /** Default 0: any free port. Sessions outlive a restart on the same port only, as it is part of the issuer. */
  readonly port?: number;
  /** Holds `keys.json` and the files of Storage. */
  readonly dataDir: string;
  readonly migrationsDir?: string;
  /** Where Auth's links lead by default. */
  readonly siteUrl?: string;
  readonly redirectUrls?: readonly string[];
  /** GoTrue's default is 6. */
  readonly passwordMinLength?: number;
  readonly rateLimits?: Partial<RateLimitSettings>;
  /** Tables made by `postgres` in `public` are granted to the API roles: hosted projects' old default. */
  readonly exposeNewTables?: boolean;
  /** Upper bound for uploads; hosted's default is 50 MB. */
  readonly maxFileBytes?: number;
  readonly now?: () => Date;
  readonly log?: (line: string) => void;
}

const MAX_FILE_BYTES = 50 * 1024 * 1024;

/**
 * Prepares a database as hosted Supabase's, applies the migrations, and serves Auth, REST and Storage on it.
 * Throws an error that names a taken port, or the migration that failed.
 */
export async function startSupabase(options: SupabaseOptions): Promise<RunningSupabase> {
  const log = options.log ?? (() => undefined);
  const superuserUrl = options.postgres.superuserUrl(options.database);
  const passwords = rolePasswords(superuserUrl);
  if (options.database !== undefined) await ensureDatabase(options.postgres, options.database);
  const exposeNewTables = options.exposeNewTables ?? false;
  await bootstrapSupabase({ superuserUrl, passwords, exposeNewTables });
  if (options.migrationsDir !== undefined) {
    await applyMigrations({ superuserUrl, migrationsDir: options.migrationsDir });
  }
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const keys = await loadProjectKeys(options.dataDir);
  const files = await createFileStore(join(options.dataDir, "files"));
  const listener = await listen(options.port ?? 0);

  const pools: Pool[] = [];
  const poolOf = (name: Exclude<keyof typeof passwords, "postgres">) => {
    const pool = createPool(superuserUrl, { name, password: passwords[name] }, log);
    pools.push(pool);
    return pool;
  };
  const now = options.now ?? (() => new Date());
  const issuer = `${listener.url}/auth/v1`;
  const auth = createAuthApp({
    pool: poolOf("supabase_auth_admin"),
    signing: keys.signing,
    issuer,
    siteUrl: options.siteUrl ?? "http://localhost:8787",
    redirectUrls: options.redirectUrls ?? [],
    passwordMinLength: options.passwordMinLength ?? 6,
    limits: createRateLimits({ ...SANDBOX_RATE_LIMITS, ...options.rateLimits }, now),
    now,
    log,
  });
  const storage = createStorageApp({
    pool: poolOf("supabase_storage_admin"),
    files,
    secret: new TextEncoder().encode(keys.jwtSecret),
    maxFileBytes: options.maxFileBytes ?? MAX_FILE_BYTES,
    now,
    log,
  });
  const rest = createRestApp({ pool: poolOf("authenticator"), log });
  listener.serve(createGateway({ keys, issuer, services: { auth, rest, storage }, now }));

  const databaseUrl = new URL(superuserUrl);
  databaseUrl.username = "postgres";
  databaseUrl.password = passwords.postgres;
  const { anonKey, serviceKey, publishableKey, secretKey } = keys;
  let stopping: Promise<void> | undefined;
  return {
    url: listener.url,
    anonKey,
    serviceKey,
    publishableKey,
    secretKey,
    databaseUrl: databaseUrl.href,
    stop: () => (stopping ??= stop(listener, rest, pools)),
  };
}

async function stop(listener: Listener, rest: RestApp, pools: readonly Pool[]): Promise<void> {
  await listener.close();
  await rest.close();
  await Promise.all(pools.map((pool) => pool.end()));
}

async function ensureDatabase(postgres: RunningPostgres, name: string): Promise<void> {
  const superuserUrl = postgres.superuserUrl();
  const found = await withClient(superuserUrl, (client) =>
    client.query("select from pg_database where datname = $1", [name]),
  );
  if (found.rowCount === 0) await createDatabase({ superuserUrl, name });
}
