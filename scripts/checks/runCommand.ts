import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { descendantsOf, stillRunning } from "../start/descendantsOf.ts";
import type { RunningProcess } from "../start/listProcesses.ts";
import { signalGroup, stopGroup } from "../start/stopGroup.ts";

export interface CommandResult {
  /** 128 and above: ended by a signal. */
  readonly code: number;
  /** Standard output and errors, as they came. */
  readonly output: string;
}

export interface CommandOptions {
  cwd: string;
  signal: AbortSignal;
  env?: Readonly<Record<string, string>>;
}

/** How long the output of a command that has ended may take to arrive. */
const LAST_WORDS_MS = 2_000;

/** How long what a cancelled command had started may take to end. */
const FAMILY_PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 100;

const windows = process.platform === "win32";

/**
 * Runs a command line of the shell in its own process group and takes what it says. Whatever it leaves running
 * is ended. Throws when the signal aborts.
 */
export async function runCommand(line: string, options: CommandOptions): Promise<CommandResult> {
  const { cwd, signal } = options;
  signal.throwIfAborted();
  const child = spawn(line, {
    cwd,
    shell: true,
    detached: !windows,
    windowsHide: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      // The same result in every terminal and in none.
      CI: "1",
      ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" }),
      ...options.env,
    },
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`The shell did not start for: ${line}`);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  let cancelled: Promise<RunningProcess[]> | undefined;
  const cancel = () => {
    cancelled = endFamily(pid);
  };
  signal.addEventListener("abort", cancel, { once: true });
  try {
    const closed = once(child, "close");
    const code = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (exitCode, ended) => resolve(exitCode ?? (ended ? 128 : 1)));
    });
    await stopGroup(pid);
    if (cancelled) await killRemaining(await cancelled);
    // What escaped the group may hold the pipes: that must not hold us.
    await Promise.race([closed, wait(LAST_WORDS_MS, undefined, { ref: false })]);
    signal.throwIfAborted();
    return { code, output: process.stdout.isTTY ? output : stripVTControlCharacters(output) };
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/** Asks a process and all that it started to end, databases in groups of their own too. Answers who was asked. */
async function endFamily(pid: number): Promise<RunningProcess[]> {
  if (windows) {
    await stopGroup(pid);
    return [];
  }
  const family = await descendantsOf(pid);
  signalGroup(pid, "SIGTERM");
  for (const member of family) signalProcess(member.pid, "SIGTERM");
  return family;
}

async function killRemaining(family: readonly RunningProcess[]): Promise<void> {
  for (let waitedMs = 0; waitedMs < FAMILY_PATIENCE_MS; waitedMs += LOOK_EVERY_MS) {
    if ((await stillRunning(family)).length === 0) return;
    await wait(LOOK_EVERY_MS);
  }
  for (const { pid } of await stillRunning(family)) signalProcess(pid, "SIGKILL");
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
