import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { SupabaseClient } from "@supabase/supabase-js";
import { startTestSupabase, type TestSupabase } from "../startTestSupabase.ts";

/** A project of its own for a file of tests of Storage, and what they all do with it. */
export interface StorageTestbed {
  readonly supabase: TestSupabase;
  /** A client with the service key. */
  readonly service: SupabaseClient;
  /** Signs somebody up, whom no policy lets do anything unless the test makes one. */
  person(email: string): Promise<{ client: SupabaseClient; id: string }>;
  /** What an object says, or why the client does not get it. */
  textOf(client: SupabaseClient, bucket: string, path: string): Promise<string>;
  filesOnDisk(): Promise<string[]>;
  /** The files that the objects' rows name: those on disk, when nothing was left over or lost. */
  filesOfRows(): Promise<string[]>;
}

/** Starts a project that takes files of 1 MiB into private buckets; the caller owes `supabase.stop`. */
export async function startStorageTestbed(buckets: readonly string[]): Promise<StorageTestbed> {
  const supabase = await startTestSupabase({ maxFileBytes: 1024 * 1024 });
  const service = supabase.clientWith(supabase.serviceKey);
  for (const id of buckets) await service.storage.createBucket(id, { public: false });
  return {
    supabase,
    service,
    person: async (email) => {
      const client = supabase.clientWith(supabase.anonKey);
      const { data } = await client.auth.signUp({ email, password: "first secret" });
      return { client, id: data.user?.id ?? "" };
    },
    textOf: async (client, bucket, path) => {
      const { data, error } = await client.storage.from(bucket).download(path);
      return error === null ? await data.text() : error.message;
    },
    filesOnDisk: async () => (await readdir(join(supabase.dataDir, "files"))).toSorted(),
    filesOfRows: async () => {
      const rows = await supabase.query("select version from storage.objects");
      return rows.map((row) => String(row.version)).toSorted();
    },
  };
}
