import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { glob, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { carryPlans } from "../plans/carryPlans.ts";
import { tryFileLock } from "./tryFileLock.ts";

/** What the bundles are made of. */
const INPUTS = [
  "desktop/src/**/*",
  "shared/src/**/*",
  "desktop/tsconfig*.json",
  "electron.vite.config.ts",
  "package-lock.json",
  "package.json",
  "tsconfig.json",
];
const OUTPUTS = ["out/main/index.js", "out/renderer/index.html"];
const STAMP = "out/.inputs";
const LAST_LINES = 30;
const LOOK_EVERY_MS = 200;

/**
 * Builds the app's bundles into out/ unless they were built from the very files that are there now; one build at
 * a time. Answers whether it built. Throws with the builder's last lines when it fails, and where data/plans.yml is
 * wrong or not carried over.
 */
export async function buildApp(root: string, signal: AbortSignal): Promise<boolean> {
  const plans = await carryPlans({ root, checkOnly: true, now: new Date() });
  if (!plans.ok) throw new Error(plans.problems.join("\n"));
  if (await isBuilt(root)) return false;
  const cache = join(root, "node_modules", ".cache");
  await mkdir(cache, { recursive: true });
  const lockFile = join(cache, "salespulse-build.db");
  let lock = tryFileLock(lockFile);
  for (; lock === undefined; lock = tryFileLock(lockFile)) {
    await wait(LOOK_EVERY_MS, undefined, { signal });
  }
  try {
    if (await isBuilt(root)) return false;
    const inputs = await hashInputs(root);
    await runBuilder(root, signal);
    await writeFile(join(root, STAMP), inputs);
    return true;
  } finally {
    lock.release();
  }
}

async function isBuilt(root: string): Promise<boolean> {
  const built = await readFile(join(root, STAMP), "utf8").catch(() => undefined);
  if (!OUTPUTS.every((file) => existsSync(join(root, file)))) return false;
  return built === (await hashInputs(root));
}

async function hashInputs(root: string): Promise<string> {
  const files: string[] = [];
  for await (const entry of glob(INPUTS, { cwd: root, withFileTypes: true })) {
    if (entry.isFile()) files.push(join(entry.parentPath, entry.name));
  }
  const hash = createHash("sha256");
  for (const file of files.toSorted()) {
    const content = await readFile(file);
    hash.update(`${file.slice(root.length)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

async function runBuilder(root: string, signal: AbortSignal): Promise<void> {
  const builder = join(root, "node_modules", "electron-vite", "bin", "electron-vite.js");
  const child = spawn(process.execPath, [builder, "build"], {
    cwd: root,
    env: { ...process.env, CI: "1" },
    signal,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code === 0) return;
  const lines = stripVTControlCharacters(said).trimEnd().split("\n").slice(-LAST_LINES);
  throw new Error(`The app could not be built:\n${lines.map((line) => `  │ ${line}`).join("\n")}`);
}
