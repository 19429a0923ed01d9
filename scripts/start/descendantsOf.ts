import { listProcesses, type RunningProcess } from "./listProcesses.ts";

/** Every living process that a process has started, directly or through others, whatever its group. */
export async function descendantsOf(ancestor: number): Promise<RunningProcess[]> {
  const all = await listProcesses();
  const found: RunningProcess[] = [];
  for (let parents = [ancestor]; parents.length > 0;) {
    const children = all.filter(({ parent }) => parents.includes(parent));
    found.push(...children);
    parents = children.map(({ pid }) => pid);
  }
  return found;
}

/** Those of some processes that still run: the same id with the same command line. */
export async function stillRunning(
  processes: readonly RunningProcess[],
): Promise<RunningProcess[]> {
  const now = new Map((await listProcesses()).map((found) => [found.pid, found.commandLine]));
  return processes.filter(({ pid, commandLine }) => now.get(pid) === commandLine);
}
