import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { readIfPresent } from "../machine/readIfPresent.ts";
import { readProcess } from "./readProcess.ts";

/** How long each way of stopping is given before the next, harder one. */
const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 50;

/**
 * Clears what a killed parent left behind in a cluster: a server that still runs on it is stopped, if its
 * command line shows `marker` (so never a stranger that was given the same process id), and the stale
 * pid file is removed. Postgres's signals: INT is a fast shutdown, QUIT an immediate one.
 */
export async function stopOrphan(
  clusterDir: string,
  marker: string,
  log: (line: string) => void,
): Promise<void> {
  const file = join(clusterDir, "postmaster.pid");
  const text = await readIfPresent(file);
  if (text === undefined) return;
  const pid = Number.parseInt(text, 10);
  if (pid > 0 && (await isOurs(pid, marker))) {
    log(`stopping the Postgres (process ${pid}) that an earlier run left behind`);
    for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
      if (await stopsAfter(pid, signal, marker)) break;
    }
    if (await isOurs(pid, marker)) throw new Error(`Postgres process ${pid} cannot be stopped.`);
  }
  await rm(file, { force: true });
}

async function isOurs(pid: number, marker: string): Promise<boolean> {
  return (await readProcess(pid))?.commandLine.includes(marker) ?? false;
}

async function stopsAfter(pid: number, signal: NodeJS.Signals, marker: string): Promise<boolean> {
  try {
    process.kill(pid, signal);
  } catch {
    return true;
  }
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_EVERY_MS) {
    if (!(await isOurs(pid, marker))) return true;
    await wait(LOOK_EVERY_MS);
  }
  return false;
}
