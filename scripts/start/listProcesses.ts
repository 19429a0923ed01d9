import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** A living process. */
export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly commandLine: string;
}

/** The living processes of this machine, where it is a POSIX one; zombies do not count. */
export async function listProcesses(): Promise<RunningProcess[]> {
  return process.platform === "linux" ? readProc() : readPs();
}

async function readProc(): Promise<RunningProcess[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const processes = await Promise.all(
    pids.map(async (pid) => {
      const [stat, commandLine] = await Promise.all([
        readFile(`/proc/${pid}/stat`, "utf8").catch(() => ""),
        readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => ""),
      ]);
      // proc(5): after the name in parentheses come the state, the parent and the group.
      const [state, parent, group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (stat === "" || state === "Z" || state === "X") return undefined;
      return {
        pid: Number(pid),
        parent: Number(parent),
        group: Number(group),
        commandLine: commandLine.replaceAll("\0", " ").trim(),
      };
    }),
  );
  return processes.filter((found) => found !== undefined);
}

async function readPs(): Promise<RunningProcess[]> {
  const fields = "pid=,ppid=,pgid=,stat=,command=";
  const { stdout } = await promisify(execFile)("ps", ["-Aww", "-o", fields]);
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, group, state = "", commandLine = ""] =
      /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || state.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), commandLine }];
  });
}
