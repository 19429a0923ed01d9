import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { Client } from "pg";
import { startThrowawayPostgres } from "../postgres/startThrowawayPostgres.ts";
import { startSupabase, type RunningSupabase, type SupabaseOptions } from "./startSupabase.ts";

/** A project for one test file: its own Postgres, keys, port, and a clock to turn. */
export interface TestSupabase extends RunningSupabase {
  /** A client with one of the project's keys, which keeps its session to itself. */
  clientWith(key: string): SupabaseClient;
  /** As the superuser. */
  query(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  /** Turns the project's clock. */
  advance(ms: number): void;
  readonly dataDir: string;
  /** What the project logged: unexpected failures among it. */
  readonly lines: readonly string[];
}

/** Starts a throw-away project; `stop` removes all of it. */
export async function startTestSupabase(
  options: Partial<Omit<SupabaseOptions, "postgres" | "dataDir" | "now">> = {},
): Promise<TestSupabase> {
  const postgres = await startThrowawayPostgres();
  const dataDir = await mkdtemp(join(tmpdir(), "salespulse-supabase-"));
  const lines: string[] = [];
  let offsetMs = 0;
  const now = () => new Date(Date.now() + offsetMs);
  const supabase = await startSupabase({
    ...options,
    postgres,
    dataDir,
    now,
    log: (line) => lines.push(line),
  });
  const superuser = new Client({ connectionString: postgres.superuserUrl(options.database) });
  await superuser.connect();
  return {
    ...supabase,
    clientWith: (key) =>
      createClient(supabase.url, key, { auth: { persistSession: false, autoRefreshToken: false } }),
    dataDir,
    lines,
    advance: (ms) => (offsetMs += ms),
    query: async (sql, values) => (await superuser.query(sql, values)).rows,
    stop: async () => {
      await superuser.end();
      await supabase.stop();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
