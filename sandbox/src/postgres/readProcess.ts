import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What tells one process from a later one that was given the same id. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque, fixed for the life of the process; empty where the system does not say (Windows). */
  readonly startedAt: string;
  readonly commandLine: string;
}

/** Looks up a living process; undefined when there is none with that id (a zombie counts as none). */
export async function readProcess(pid: number): Promise<ProcessIdentity | undefined> {
  try {
    if (process.platform === "linux") return await readProc(pid);
    if (process.platform === "win32") return await readWindows(pid);
    return await readPs(pid);
  } catch {
    return undefined;
  }
}

async function readProc(pid: number): Promise<ProcessIdentity | undefined> {
  const [stat, commandLine] = await Promise.all([
    readFile(`/proc/${pid}/stat`, "utf8"),
    readFile(`/proc/${pid}/cmdline`, "utf8"),
  ]);
  // proc(5): the name in parentheses may hold spaces, so count from the last parenthesis:
  // the state is field 3, the start time in ticks since boot is field 22.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields[0] === "Z" || fields[0] === "X") return undefined;
  return {
    pid,
    startedAt: fields[19] ?? "",
    commandLine: commandLine.replaceAll("\0", " ").trim(),
  };
}

async function readPs(pid: number): Promise<ProcessIdentity | undefined> {
  const { stdout } = await run("ps", ["-ww", "-o", "lstart=,command=", "-p", String(pid)]);
  // `lstart` is always 24 characters: "Sun Nov 22 17:00:00 2026".
  const line = stdout.trim();
  return line === ""
    ? undefined
    : { pid, startedAt: line.slice(0, 24), commandLine: line.slice(24).trim() };
}

async function readWindows(pid: number): Promise<ProcessIdentity | undefined> {
  const query = `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`;
  const { stdout } = await run("powershell", ["-NoProfile", "-Command", query]);
  const commandLine = stdout.trim();
  return commandLine === "" ? undefined : { pid, startedAt: "", commandLine };
}
