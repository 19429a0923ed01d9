import { createClient, type SupabaseClient } from "@supabase/supabase-js";

/** Where Supabase is and the keys to it. */
export interface SupabaseSettings {
  readonly SUPABASE_URL: string;
  readonly SUPABASE_ANON_KEY: string;
  readonly SUPABASE_SERVICE_ROLE_KEY: string;
}

/** A connection to Supabase's REST API with one caller's rights. Its rows are unknown until parsed. */
export type Database = SupabaseClient;

/** Options that keep supabase-js from holding a session: a Worker serves many people at once. */
export const STATELESS = {
  persistSession: false,
  autoRefreshToken: false,
  detectSessionInUrl: false,
} as const;

/** Reads and writes as a signed-in person: row level security decides. */
export function userDatabase(settings: SupabaseSettings, accessToken: string): Database {
  return createClient(settings.SUPABASE_URL, settings.SUPABASE_ANON_KEY, {
    accessToken: () => Promise.resolve(accessToken),
  });
}

/** Reads and writes as nobody: only what the database opens to everyone. */
export function anonymousDatabase(settings: SupabaseSettings): Database {
  return createClient(settings.SUPABASE_URL, settings.SUPABASE_ANON_KEY, { auth: STATELESS });
}

const services = new Map<string, Database>();

/**
 * Reads and writes past row level security. For schedules, webhooks and Durable Objects only. One an isolate.
 * @param timeoutMs how long each request may take; as long as it takes where absent
 */
export function serviceDatabase(settings: SupabaseSettings, timeoutMs?: number): Database {
  const { SUPABASE_URL: url, SUPABASE_SERVICE_ROLE_KEY: key } = settings;
  const name = `${url} ${key} ${timeoutMs}`;
  const known = services.get(name);
  if (known !== undefined) return known;
  const client = createClient(url, key, {
    // Nobody is signed in: without this, each request asks an Auth client of its own whether somebody is.
    accessToken: () => Promise.resolve(null),
    ...(timeoutMs === undefined ? {} : { db: { timeout: timeoutMs } }),
  });
  services.set(name, client);
  return client;
}
