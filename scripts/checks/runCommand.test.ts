import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { listProcesses } from "../start/listProcesses.ts";
import { runCommand } from "./runCommand.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "salespulse-command-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const never = new AbortController().signal;
const ours = async () =>
  (await listProcesses()).filter(({ commandLine }) => commandLine.includes(folder));

/** A program that starts another, in the group or out of it, and says so by a file. */
async function family(detached: boolean): Promise<string> {
  const child = join(folder, "child.mjs");
  const parent = join(folder, "parent.mjs");
  await writeFile(
    child,
    `import { writeFileSync } from "node:fs"; writeFileSync(process.argv[2], ""); setInterval(() => {}, 1000);`,
  );
  await writeFile(
    parent,
    `import { spawn } from "node:child_process"; import { existsSync } from "node:fs";
     const up = process.argv[2];
     spawn(process.execPath, [${JSON.stringify(child)}, up], { detached: ${detached}, stdio: "ignore" }).unref();
     const look = setInterval(() => { if (existsSync(up) && process.argv[3] !== "stay") clearInterval(look); }, 20);`,
  );
  return `"${process.execPath}" "${parent}" "${join(folder, "up")}"`;
}

it("takes the exit code and all that was said", async () => {
  const line = `"${process.execPath}" -e "console.log('out'); console.error('err'); process.exit(3)"`;
  const { code, output } = await runCommand(line, { cwd: folder, signal: never });
  expect(code).toBe(3);
  expect(output.split("\n").toSorted()).toEqual(["", "err", "out"]);
});

it("ends what a command left running", async () => {
  const { code } = await runCommand(await family(false), { cwd: folder, signal: never });
  expect(code).toBe(0);
  expect(await ours()).toEqual([]);
});

it("ends all that a command started when it is cancelled, in whatever group", async () => {
  const asked = new AbortController();
  const running = runCommand(`${await family(true)} stay`, { cwd: folder, signal: asked.signal });
  await expect.poll(() => existsSync(join(folder, "up")), { timeout: 10_000 }).toBe(true);
  asked.abort();
  await expect(running).rejects.toThrow("aborted");
  expect(await ours()).toEqual([]);
});
