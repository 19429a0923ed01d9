import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { claimDataDir } from "./claimDataDir.ts";
import { clusterIdentity } from "./clusterIdentity.ts";
import { stopOrphan } from "./stopOrphan.ts";

/** Stops and removes the throw-away clusters in `parent` whose owners were killed before they could do it. */
export async function removeAbandoned(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const dataDir = join(parent, name);
    const isOwned = await stat(join(dataDir, "owner.json")).catch(() => undefined);
    // Without an owner's mark it is being made or removed at this moment.
    if (isOwned) await removeIfAbandoned(dataDir).catch(() => undefined);
  }
}

/** Throws when the owner lives, or when another process removes it just now. */
async function removeIfAbandoned(dataDir: string): Promise<void> {
  await claimDataDir(dataDir);
  const { marker } = await clusterIdentity(dataDir, false);
  await stopOrphan(join(dataDir, "cluster"), marker, () => undefined);
  await rm(dataDir, { recursive: true, force: true });
}
