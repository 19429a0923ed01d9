import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { stackSchema } from "../start/stackSchema.ts";

/** A Supabase to work on, with full rights. */
export interface SupabaseAccess {
  readonly url: string;
  readonly serviceKey: string;
}

/** Nothing to work on; the message says what to set. */
export class NoSupabaseError extends Error {}

/**
 * The Supabase that SUPABASE_URL and SUPABASE_SERVICE_ROLE_KEY name, or else that of the local world which runs on
 * a data directory. Throws a NoSupabaseError where there is neither, or half of the variables.
 */
export async function findSupabase(
  environment: Readonly<Record<string, string | undefined>>,
  dataDir: string,
): Promise<SupabaseAccess> {
  const url = environment["SUPABASE_URL"];
  const serviceKey = environment["SUPABASE_SERVICE_ROLE_KEY"];
  if (url && serviceKey) return { url, serviceKey };
  if (url || serviceKey) {
    const missing = url ? "SUPABASE_SERVICE_ROLE_KEY" : "SUPABASE_URL";
    throw new NoSupabaseError(
      `${missing} is not set: it takes both, or neither for the local world.`,
    );
  }
  const text = await readFile(join(dataDir, "stack.json"), "utf8").catch(() => undefined);
  if (text === undefined) {
    throw new NoSupabaseError(
      `No local world runs on ${dataDir}. Start it (npm start), name its folder (--data DIR), or set SUPABASE_URL and SUPABASE_SERVICE_ROLE_KEY.`,
    );
  }
  return stackSchema.parse(JSON.parse(text)).supabase;
}
