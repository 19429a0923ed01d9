import type { SupabaseProject } from "#sandbox/world/startWorld";
import { UsageError } from "./parseStartFlags.ts";

/**
 * The Supabase project that the environment names, to be used instead of the embedded one. Nothing where it names
 * none. Throws a UsageError where it names half of one.
 */
export function readHostedSupabase(
  environment: Readonly<Record<string, string | undefined>>,
): SupabaseProject | undefined {
  const needed = ["SUPABASE_URL", "SUPABASE_ANON_KEY", "SUPABASE_SERVICE_ROLE_KEY"] as const;
  const [url, anonKey, serviceKey] = needed.map((name) => environment[name]);
  if (url && anonKey && serviceKey) {
    return { url, anonKey, serviceKey, databaseUrl: environment["SUPABASE_DB_URL"] };
  }
  const missing = needed.filter((name) => !environment[name]);
  if (missing.length === needed.length) return undefined;
  throw new UsageError(
    `${missing.join(" and ")} must be set as well: a Supabase project takes all of ${needed.join(", ")}, the embedded one none.`,
  );
}
