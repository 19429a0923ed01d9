import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres, type RunningPostgres } from "./startPostgres.ts";

/** A fresh Postgres for a test file, without durability; `stop` removes its data as well. */
export async function startThrowawayPostgres(): Promise<RunningPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), "salespulse-postgres-"));
  const postgres = await startPostgres({ dataDir, durable: false });
  return {
    ...postgres,
    stop: async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
