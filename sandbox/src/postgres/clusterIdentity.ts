import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const identitySchema = z.object({
  /** Part of the server's command line: by it a left-over process is known to be ours. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  superuserPassword: z.string().min(20),
});

export type ClusterIdentity = z.infer<typeof identitySchema>;

/**
 * Reads, or at first makes, `cluster.json` (mode 0600) in a data directory.
 * It is written before the cluster is, so a cluster never exists without its password.
 */
export async function clusterIdentity(
  dataDir: string,
  clusterExists: boolean,
): Promise<ClusterIdentity> {
  const file = join(dataDir, "cluster.json");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text !== undefined) return identitySchema.parse(JSON.parse(text));
  if (clusterExists) {
    throw new Error(`${file} is gone, and with it the password of the data. Start afresh.`);
  }
  const identity = {
    id: randomBytes(8).toString("hex"),
    superuserPassword: randomBytes(24).toString("base64url"),
  };
  await writeFile(`${file}.new`, JSON.stringify(identity), { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
  return identity;
}
