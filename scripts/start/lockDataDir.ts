import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { tryFileLock, type FileLock } from "./tryFileLock.ts";

/** The file by which a folder is known to be ours: nothing is removed from a folder without it. */
const MARKER = "salespulse.json";
const LOCK = "lock.db";
const HOLDER = "instance.json";

/** How long a holder that is on its way out is waited for. */
const STOPPING_PATIENCE_MS = 45_000;
/** How long a holder may take to notice that its parents were killed. */
const NOTICE_MS = 1_500;
const LOOK_EVERY_MS = 100;

const markerSchema = z.object({ kind: z.literal("salespulse-data") });
const holderSchema = z.object({
  pid: z.number().int().positive(),
  port: z.number().int().positive(),
  since: z.string(),
  stopping: z.boolean(),
});
type Holder = z.infer<typeof holderSchema>;

/** The folder cannot be used; the message says why and what to do. */
export class DataDirError extends Error {}

export interface DataDirLock {
  /** Tells a start that finds the folder locked to wait, not to give up. */
  markStopping(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Makes a folder ours (creating it when missing) and keeps every other start away from it.
 * The lock ends with this process, however that ends.
 * Throws a DataDirError when the folder holds something else, or names the instance that has it.
 */
export async function lockDataDir(
  dataDir: string,
  self: { port: number },
  onWaiting: (line: string) => void = () => undefined,
): Promise<DataDirLock> {
  await claimFolder(dataDir);
  const lock = await takeLock(dataDir, onWaiting);
  const holder = {
    pid: process.pid,
    port: self.port,
    since: new Date().toISOString(),
    stopping: false,
  } satisfies Holder;
  const file = join(dataDir, HOLDER);
  await writeFile(file, JSON.stringify(holder));
  return {
    markStopping: () => writeFile(file, JSON.stringify({ ...holder, stopping: true })),
    release: async () => {
      await rm(file, { force: true });
      lock.release();
    },
  };
}

/** Removes everything from a locked folder but the marks that it is ours and in use. */
export async function emptyDataDir(dataDir: string): Promise<void> {
  const kept = new Set([MARKER, HOLDER, LOCK, `${LOCK}-journal`]);
  for (const entry of await readdir(dataDir)) {
    if (!kept.has(entry)) await rm(join(dataDir, entry), { recursive: true, force: true });
  }
}

async function claimFolder(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const marker = join(dataDir, MARKER);
  const text = await readFile(marker, "utf8").catch(() => undefined);
  if (text !== undefined && markerSchema.safeParse(parseJson(text)).success) return;
  // A folder that was never finished holds at most what we put there first.
  const strangers = (await readdir(dataDir)).filter((entry) => entry !== MARKER);
  if (strangers.length > 0) {
    throw new DataDirError(
      `${dataDir} is not a SalesPulse data folder (it holds ${strangers.slice(0, 3).join(", ")}). Nothing was changed: choose another with --data DIR.`,
    );
  }
  await writeFile(marker, `${JSON.stringify({ kind: "salespulse-data" })}\n`);
}

async function takeLock(dataDir: string, onWaiting: (line: string) => void): Promise<FileLock> {
  let told = false;
  for (const started = Date.now(); ; await wait(LOOK_EVERY_MS)) {
    const lock = tryFileLock(join(dataDir, LOCK));
    if (lock) return lock;
    const holder = await readHolder(dataDir);
    const waitedMs = Date.now() - started;
    if (waitedMs > (holder?.stopping ? STOPPING_PATIENCE_MS : NOTICE_MS)) {
      throw new DataDirError(describeHolder(dataDir, holder));
    }
    if (holder?.stopping && !told) {
      onWaiting(`Waiting for the instance that is stopping (process ${holder.pid}) …`);
      told = true;
    }
  }
}

async function readHolder(dataDir: string): Promise<Holder | undefined> {
  const text = await readFile(join(dataDir, HOLDER), "utf8").catch(() => "");
  return holderSchema.safeParse(parseJson(text)).data;
}

function describeHolder(dataDir: string, holder: Holder | undefined): string {
  const who = holder
    ? `by process ${holder.pid}, running since ${holder.since} at http://localhost:${holder.port}`
    : "by another process";
  return `${dataDir} is in use ${who}. Stop that one first, or start a second world with --data OTHER_DIR --port OTHER_PORT.`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
