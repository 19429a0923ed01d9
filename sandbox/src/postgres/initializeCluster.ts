import { randomBytes } from "node:crypto";
import { chown, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PostgresBinaries } from "./locateBinaries.ts";
import type { ServerAccount } from "./serverAccount.ts";
import { whenExited, spawnServer } from "./spawnServer.ts";

/** The cluster's superuser, named as on hosted Supabase. */
export const SUPERUSER = "supabase_admin";

/** Where initdb writes: renamed to the real name only when it is whole. */
const DRAFT_PREFIX = "cluster.new-";

/**
 * Makes a cluster with initdb. It is built under a draft's name and renamed at the end, so a start that was
 * killed half-way leaves only drafts, and these are removed by the next.
 */
export async function initializeCluster(options: {
  dataDir: string;
  clusterDir: string;
  binaries: PostgresBinaries;
  account: ServerAccount | undefined;
  superuserPassword: string;
  durable: boolean;
}): Promise<void> {
  const { dataDir, account } = options;
  await removeDrafts(dataDir);
  const draft = join(dataDir, DRAFT_PREFIX + randomBytes(6).toString("hex"));
  await mkdir(draft, { mode: 0o700 });
  if (account) await chown(draft, account.uid, account.gid);
  const passwordFile = `${draft}.password`;
  await writeFile(passwordFile, options.superuserPassword, { mode: 0o600 });
  if (account) await chown(passwordFile, account.uid, account.gid);
  const lines: string[] = [];
  const child = await spawnServer({
    program: options.binaries.initdb,
    directory: draft,
    args: [
      `--username=${SUPERUSER}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      // The builtin provider sorts and folds case alike on every platform.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      ...(options.durable ? [] : ["--no-sync"]),
      "--pwfile=",
    ],
    inputFile: passwordFile,
    account,
    onLine: (line) => lines.push(line),
  });
  const ended = await whenExited(child);
  await rm(passwordFile);
  if (ended !== "code 0") {
    throw new Error(`initdb failed (${ended}):\n${lines.slice(-15).join("\n")}`);
  }
  await rename(draft, options.clusterDir);
}

async function removeDrafts(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(DRAFT_PREFIX)) continue;
    await rm(join(dataDir, name), { recursive: true, force: true, maxRetries: 5 });
  }
}
