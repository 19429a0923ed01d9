import { spawn } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { readProcess } from "#sandbox/postgres/readProcess";
import { stopGroup } from "./stopGroup.ts";

/** A program that runs with all it starts in a process group of its own. */
export interface RunningGroup {
  readonly pid: number;
  /** Settles when the program itself has ended, with how. */
  readonly exited: Promise<string>;
  /** Ends the whole group and waits until nothing of it is left. May be called again. */
  stop(): Promise<void>;
}

export interface GroupOptions {
  command: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Where the group is noted, so that a later run can end it if this one is killed. */
  recordFile: string;
  onLine: (line: string) => void;
}

/**
 * Starts a program in its own process group, out of reach of the terminal's Ctrl-C, and notes it in a file
 * that `stopLeftoverGroup` reads. Throws when the program cannot be started.
 */
export async function startGroup(options: GroupOptions): Promise<RunningGroup> {
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env,
    detached: process.platform !== "win32",
    windowsHide: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", options.onLine);
  }
  const exited = new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`));
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${options.command} did not start: ${await exited}`);
  const startedAt = (await readProcess(pid))?.startedAt ?? "";
  await writeFile(options.recordFile, JSON.stringify({ pid, startedAt }));
  let stopping: Promise<void> | undefined;
  return {
    pid,
    exited,
    stop: () =>
      (stopping ??= (async () => {
        await stopGroup(pid);
        await exited;
        await rm(options.recordFile, { force: true });
      })()),
  };
}
