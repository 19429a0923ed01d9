import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { listProcesses } from "./listProcesses.ts";
import { startGroup } from "./startGroup.ts";
import { signalGroup } from "./stopGroup.ts";
import { stopLeftoverGroup } from "./stopLeftoverGroup.ts";

const MARKER = "salespulse-leftover-test";
/** A program with a child. */
const PROGRAM = `
  if (process.argv[2] === "parent") {
    const { spawn } = await import("node:child_process");
    spawn(process.execPath, [process.argv[1], "child", "${MARKER}"], { stdio: "inherit" });
  } else console.log("up");
  setInterval(() => {}, 1000);`;

let folder: string;
let recordFile: string;
let leftovers: number[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "salespulse-group-"));
  recordFile = join(folder, "group.json");
  await writeFile(join(folder, "program.mjs"), PROGRAM);
});
afterEach(async () => {
  for (const group of leftovers.splice(0)) signalGroup(group, "SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

async function startProgram() {
  const { promise: ready, resolve: up } = Promise.withResolvers<void>();
  const group = await startGroup({
    command: process.execPath,
    args: [join(folder, "program.mjs"), "parent", MARKER],
    cwd: folder,
    env: process.env,
    recordFile,
    onLine: (line) => line === "up" && up(),
  });
  leftovers.push(group.pid);
  await ready;
  return group;
}

const members = async (group: number) =>
  (await listProcesses()).filter((found) => found.group === group).length;

it("ends a group whose leader was killed", async () => {
  const group = await startProgram();
  process.kill(group.pid, "SIGKILL");
  await group.exited;
  expect(await members(group.pid)).toBe(1);
  expect(await stopLeftoverGroup(recordFile, MARKER)).toBe(true);
  expect(await members(group.pid)).toBe(0);
  await expect(readFile(recordFile)).rejects.toThrow("ENOENT");
});

it("ends a group whose leader lives", async () => {
  const group = await startProgram();
  expect(await stopLeftoverGroup(recordFile, MARKER)).toBe(true);
  expect(await members(group.pid)).toBe(0);
});

it("leaves a stranger alone that was given the noted number", async () => {
  const stranger: ChildProcess = spawn(process.execPath, [join(folder, "program.mjs"), MARKER], {
    detached: true,
  });
  const pid = stranger.pid ?? 0;
  leftovers.push(pid);
  if (stranger.stdout) await once(stranger.stdout, "data");
  await writeFile(recordFile, JSON.stringify({ pid, startedAt: "at another time" }));
  expect(await stopLeftoverGroup(recordFile, MARKER)).toBe(false);
  expect(await members(pid)).toBe(1);
});

it("takes half a record for none", async () => {
  await writeFile(recordFile, '{"pid":12');
  expect(await stopLeftoverGroup(recordFile, MARKER)).toBe(false);
});
