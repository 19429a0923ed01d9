import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { hasCode } from "../machine/hasCode.ts";
import { readProcess } from "./readProcess.ts";

const ownerSchema = z.object({ pid: z.number().int(), startedAt: z.string() });

/**
 * Claims a data directory for this process, so that two never run servers on the same files.
 * A claim whose owner has died is taken over. Returns the function that gives it back.
 * Throws when a living process holds it, naming the process.
 */
export async function claimDataDir(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, "owner.json");
  const self = await readProcess(process.pid);
  const claim = JSON.stringify({ pid: process.pid, startedAt: self?.startedAt ?? "" });
  // Each round either claims or removes one dead claim, so a few rounds settle any race.
  for (let round = 0; round < 5; round++) {
    try {
      await writeFile(file, claim, { flag: "wx", mode: 0o600 });
      return () => rm(file, { force: true });
    } catch (error) {
      if (!hasCode(error, "EEXIST")) throw error;
    }
    const pid = await livingOwner(file);
    if (pid !== undefined) {
      throw new Error(`The data in ${dataDir} is in use by the running process ${pid}.`);
    }
    await rm(file, { force: true });
  }
  throw new Error(`The data in ${dataDir} is being claimed by other processes.`);
}

async function livingOwner(file: string): Promise<number | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  try {
    const owner = ownerSchema.parse(JSON.parse(text));
    const living = await readProcess(owner.pid);
    return living !== undefined && living.startedAt === owner.startedAt ? owner.pid : undefined;
  } catch {
    return undefined;
  }
}
