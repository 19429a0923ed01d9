import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { workerRecordFile } from "./startWorker.ts";
import { signalGroup } from "./stopGroup.ts";

/**
 * Kills what this process started on a data directory, at once and without waiting: for a second Ctrl-C.
 * Only for the holder of the directory's lock, whose records these are.
 */
export function forceStop(dataDir: string): void {
  if (process.platform === "win32") return;
  const worker = read(workerRecordFile(dataDir), (text) => {
    return z.object({ pid: z.number().int().positive() }).parse(JSON.parse(text)).pid;
  });
  if (worker !== undefined) signalGroup(worker, "SIGKILL");
  const postmaster = join(dataDir, "postgres", "cluster", "postmaster.pid");
  const postgres = read(postmaster, (text) => Number.parseInt(text, 10));
  // QUIT is Postgres's immediate shutdown: its own children go with it, the next start recovers.
  if (postgres !== undefined && postgres > 1) process.kill(postgres, "SIGQUIT");
}

function read<T>(file: string, parse: (text: string) => T): T | undefined {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
