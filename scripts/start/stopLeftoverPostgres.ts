import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { stopOrphan } from "#sandbox/postgres/stopOrphan";

/**
 * Ends the Postgres that a killed run left on a world's data, if there is one: needed before the data is removed
 * (a start on the data does this by itself).
 */
export async function stopLeftoverPostgres(
  dataDir: string,
  log: (line: string) => void,
): Promise<void> {
  const folder = join(dataDir, "postgres");
  const text = await readFile(join(folder, "cluster.json"), "utf8").catch(() => undefined);
  if (text === undefined) return;
  const { id } = z.object({ id: z.string() }).parse(JSON.parse(text));
  await stopOrphan(join(folder, "cluster"), `cluster_name=salespulse-${id}`, log);
}
