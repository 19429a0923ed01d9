/** A terminal signals a whole group and npm repeats it: what comes this soon after the first is its echo. */
const ECHO_MS = 1_000;

/**
 * Calls back when this process is asked to end: Ctrl-C, SIGTERM, SIGHUP (the terminal closes), or the end of
 * the parent that holds our channel (see bootstrap.mjs). A second, later request calls `onForce`.
 */
export function onStopSignal(onStop: (reason: string) => void, onForce: () => void): void {
  let firstAt: number | undefined;
  const handle = (reason: string) => {
    if (firstAt === undefined) {
      firstAt = Date.now();
      onStop(reason);
    } else if (Date.now() - firstAt > ECHO_MS) onForce();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => handle(signal));
  }
  process.once("disconnect", () => handle("its parent has ended"));
  // Listening must not keep a process alive that is done.
  process.channel?.unref();
  // A closed terminal makes writing fail; the way down still has to be walked.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}
