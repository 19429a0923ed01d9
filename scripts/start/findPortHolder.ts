import { readdir, readFile, readlink } from "node:fs/promises";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { readProcess } from "#sandbox/postgres/readProcess";

/** The state LISTEN in /proc/net/tcp (proc(5)). */
const LISTEN = "0A";

/** Names the process that listens on a TCP port, as "node (process 123)"; undefined where it cannot be told. */
export async function findPortHolder(port: number): Promise<string | undefined> {
  const pid = process.platform === "linux" ? await findInProc(port) : await findByLsof(port);
  if (pid === undefined) return undefined;
  const commandLine = (await readProcess(pid))?.commandLine ?? "";
  const name = commandLine.split(" ")[0]?.split("/").at(-1);
  return name ? `${name} (process ${pid})` : `process ${pid}`;
}

async function findInProc(port: number): Promise<number | undefined> {
  const inodes = new Set<string>();
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const line of (await readFile(table, "utf8").catch(() => "")).split("\n").slice(1)) {
      const fields = line.trim().split(/\s+/);
      const localPort = Number.parseInt(fields[1]?.split(":")[1] ?? "", 16);
      if (localPort === port && fields[3] === LISTEN) inodes.add(`socket:[${fields[9]}]`);
    }
  }
  if (inodes.size === 0) return undefined;
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    // Other users' handles cannot be read: then nobody is named.
    for (const handle of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      if (inodes.has(await readlink(`/proc/${pid}/fd/${handle}`).catch(() => "")))
        return Number(pid);
    }
  }
  return undefined;
}

async function findByLsof(port: number): Promise<number | undefined> {
  try {
    const args = ["-nP", "-t", `-iTCP:${port}`, "-sTCP:LISTEN"];
    const { stdout } = await promisify(execFile)("lsof", args);
    return Number.parseInt(stdout, 10) || undefined;
  } catch {
    return undefined;
  }
}
