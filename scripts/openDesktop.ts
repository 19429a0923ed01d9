import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hasDisplay } from "./start/openBrowser.ts";

const projectDir = join(import.meta.dirname, "..");
const electronDir = join(projectDir, "node_modules/electron");
const FETCH_TIMEOUT_MS = 60_000;
/** How long a closing app may take before it is ended for good. */
const STOP_TIMEOUT_MS = 5_000;

/** What became of the wish to open the desktop app. */
export interface OpenedDesktop {
  readonly opened: boolean;
  /** Why not, in one line. */
  readonly reason?: string;
  /** Resolves when the app has ended by itself or by `stop`; at once when it was not opened. */
  readonly closed: Promise<void>;
  /** Ends the app and everything that it started. May be called more than once. */
  stop(): Promise<void>;
}

/**
 * Opens the built desktop app (`out/`) in real Electron against a running Worker. Fetches Electron's
 * binary when it is not there yet, within a minute and only where a window could be shown. Never
 * throws: `reason` says what was missing.
 */
export async function openDesktop({
  origin,
  paymentOrigin,
  log,
  signal,
}: {
  /** The Worker's origin, such as `http://localhost:8787`. */
  readonly origin: string;
  /** Where the local Stripe's pages are. */
  readonly paymentOrigin: string;
  readonly log: (line: string) => void;
  /** Ends a fetch that is under way. */
  readonly signal?: AbortSignal;
}): Promise<OpenedDesktop> {
  if (!hasDisplay()) return notOpened("there is no display on this machine");
  if (!existsSync(join(projectDir, "out/main/index.js"))) {
    return notOpened("the desktop app is not built (npm run build)");
  }
  if (findElectron() === null) {
    log("Fetching Electron's binary…");
    const failure = await fetchElectron(signal);
    if (failure !== null) return notOpened(failure);
  }
  const binary = findElectron();
  if (binary === null) return notOpened("Electron's binary is not where its package says");
  return await start(
    binary,
    { SALESPULSE_ORIGIN: origin, SALESPULSE_PAYMENT_ORIGIN: paymentOrigin },
    log,
  );
}

function notOpened(reason: string): OpenedDesktop {
  return { opened: false, reason, closed: Promise.resolve(), stop: () => Promise.resolve() };
}

function findElectron(): string | null {
  const pathFile = join(electronDir, "path.txt");
  if (!existsSync(pathFile)) return null;
  const binary = join(electronDir, "dist", readFileSync(pathFile, "utf8"));
  return existsSync(binary) ? binary : null;
}

/** Runs the electron package's own installer; answers why it failed, or null. */
async function fetchElectron(signal: AbortSignal | undefined): Promise<string | null> {
  const child = spawn(process.execPath, [join(electronDir, "install.js")], {
    stdio: ["ignore", "ignore", "pipe"],
    timeout: FETCH_TIMEOUT_MS,
    killSignal: "SIGKILL",
    signal,
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const code = await endOf(child);
  if (code === 0) return null;
  if (code === null) {
    return `Electron's binary did not arrive within ${FETCH_TIMEOUT_MS / 1000} seconds`;
  }
  const line = complaint.split("\n").find((text) => /error|ENOTFOUND|ECONN|EAI_/i.test(text));
  return `Electron's binary cannot be fetched (${(line ?? "its installer failed").trim()})`;
}

async function start(
  binary: string,
  variables: Readonly<Record<string, string>>,
  log: (line: string) => void,
): Promise<OpenedDesktop> {
  const detached = process.platform !== "win32";
  const child = spawn(binary, [projectDir], {
    // A group of its own, so that Electron's helpers end with it.
    detached,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ...variables },
  });
  child.stderr.on("data", (chunk: Buffer) => log(chunk.toString().trimEnd()));
  const spawned = Promise.withResolvers<Error | null>();
  child.once("spawn", () => spawned.resolve(null));
  child.once("error", (error) => spawned.resolve(error));
  const ended = endOf(child);
  const failure = await spawned.promise;
  if (failure !== null) return notOpened(`Electron does not start (${failure.message})`);
  const end = (signal: NodeJS.Signals): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    if (detached) process.kill(-child.pid, signal);
    else child.kill(signal);
  };
  return {
    opened: true,
    closed: ended.then(() => undefined),
    stop: async () => {
      end("SIGTERM");
      const force = setTimeout(() => end("SIGKILL"), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(force);
    },
  };
}

/** The exit code once a process has ended, null when a signal ended it. */
function endOf(child: ChildProcess): Promise<number | null> {
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.once("error", () => resolve(1));
  child.once("exit", (code) => resolve(code));
  return promise;
}
