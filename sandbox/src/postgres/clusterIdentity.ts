import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { readIfPresent } from "../machine/readIfPresent.ts";
import { replaceFile } from "../machine/replaceFile.ts";

const identitySchema = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  superuserPassword: z.string().min(20),
});

export interface ClusterIdentity {
  /** The setting on the server's command line that tells its process from any other. */
  readonly marker: string;
  readonly superuserPassword: string;
}

/**
 * Reads, or at first makes, `cluster.json` (mode 0600) in a data directory.
 * It is written before the cluster is, so a cluster never exists without its password.
 */
export async function clusterIdentity(
  dataDir: string,
  clusterExists: boolean,
): Promise<ClusterIdentity> {
  const file = join(dataDir, "cluster.json");
  const text = await readIfPresent(file);
  if (text !== undefined) return withMarker(identitySchema.parse(JSON.parse(text)));
  if (clusterExists) {
    throw new Error(`${file} is gone, and with it the password of the data. Start afresh.`);
  }
  const identity = {
    id: randomBytes(8).toString("hex"),
    superuserPassword: randomBytes(24).toString("base64url"),
  };
  await replaceFile(file, JSON.stringify(identity));
  return withMarker(identity);
}

function withMarker({ id, superuserPassword }: z.infer<typeof identitySchema>): ClusterIdentity {
  return { marker: `cluster_name=salespulse-${id}`, superuserPassword };
}
