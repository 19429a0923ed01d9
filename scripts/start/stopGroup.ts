import { execFile } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { listProcesses } from "./listProcesses.ts";

/** How long a group may take to end by itself before it is killed. */
const PATIENCE_MS = 8_000;
const LOOK_EVERY_MS = 50;

/**
 * Ends a process group (on Windows: a process with its descendants), first politely, and waits until nothing
 * of it lives. Whether the group is ours is the caller's to know.
 */
export async function stopGroup(group: number, patienceMs = PATIENCE_MS): Promise<void> {
  if (process.platform === "win32") {
    await promisify(execFile)("taskkill", ["/T", "/F", "/PID", String(group)]).catch(
      () => undefined,
    );
    return;
  }
  signalGroup(group, "SIGTERM");
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += LOOK_EVERY_MS) {
    if (!(await isAlive(group))) return;
    await wait(LOOK_EVERY_MS);
  }
  signalGroup(group, "SIGKILL");
  while (await isAlive(group)) await wait(LOOK_EVERY_MS);
}

async function isAlive(group: number): Promise<boolean> {
  // The system's own answer counts zombies too, so it decides only where it says no.
  return groupExists(group) && (await listProcesses()).some((found) => found.group === group);
}

function groupExists(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Sends a signal to every process of a group; a group that is gone, or (on macOS) wholly zombie, is fine. */
export function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}
