import { execFile } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const projectDir = join(import.meta.dirname, "../..");
const sources = ["desktop/src", "shared/src", "electron.vite.config.ts", "package.json"];
const outputs = ["out/main/index.js", "out/preload/index.cjs", "out/renderer/index.html"];

/** Builds `out/` when it is missing or older than what it is made of. */
export async function buildWhenStale(): Promise<void> {
  const built = Math.min(...(await Promise.all(outputs.map(modifiedMs))));
  const changed = Math.max(...(await Promise.all(sources.map(newestMs))));
  if (built > changed) return;
  const cli = join(projectDir, "node_modules/electron-vite/bin/electron-vite.js");
  await promisify(execFile)(process.execPath, [cli, "build"], { cwd: projectDir });
}

/** When a file was last written, 0 when there is none. */
async function modifiedMs(path: string): Promise<number> {
  return await stat(join(projectDir, path)).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

async function newestMs(path: string): Promise<number> {
  const own = await stat(join(projectDir, path));
  if (!own.isDirectory()) return own.mtimeMs;
  const entries = await readdir(join(projectDir, path));
  const inside = entries.filter((name) => !name.includes(".test."));
  return Math.max(0, ...(await Promise.all(inside.map((name) => newestMs(join(path, name))))));
}
