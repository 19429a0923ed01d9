import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeAbandoned } from "./removeAbandoned.ts";
import { startPostgres, type RunningPostgres } from "./startPostgres.ts";

const PREFIX = "salespulse-postgres-";

/** A fresh Postgres for a test file, without durability; `stop` removes its data as well. */
export async function startThrowawayPostgres(): Promise<RunningPostgres> {
  await removeAbandoned(tmpdir(), PREFIX);
  const dataDir = await mkdtemp(join(tmpdir(), PREFIX));
  const postgres = await startPostgres({ dataDir, durable: false });
  return {
    ...postgres,
    stop: async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
