import type { ChildProcess } from "node:child_process";

const running = new Set<ChildProcess>();

/**
 * Has a server shut down when this process ends without stopping it, as after an uncaught error. What only a
 * `kill -9` leaves behind is left to the next start.
 */
export function stopAtExit(child: ChildProcess): void {
  if (running.size === 0) process.once("exit", stopAll);
  running.add(child);
  child.once("exit", () => {
    running.delete(child);
    if (running.size === 0) process.off("exit", stopAll);
  });
}

function stopAll(): void {
  for (const child of running) child.kill("SIGINT");
}
