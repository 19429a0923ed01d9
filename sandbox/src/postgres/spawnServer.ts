import { spawn, type ChildProcess } from "node:child_process";
import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { ServerAccount } from "./serverAccount.ts";

/** After standard input, output and errors. */
const FIRST_HANDLE = 3;

/** Passed on to Postgres; nothing else of our environment is its business. */
const PASSED_ON = ["PATH", "SystemRoot", "TEMP", "TMP", "TMPDIR"];

/**
 * Starts one of Postgres's programs on a data directory, in its own process group so that a Ctrl-C in the
 * terminal reaches us alone. Standing in for another account, the child gets the directory as an open
 * handle (`/proc/self/fd/3`): the folders above it may then stay closed to that account.
 */
export async function spawnServer(options: {
  program: string;
  directory: string;
  args: readonly string[];
  /** A file the program is to read: its name, as the program sees it, is appended to the last argument. */
  inputFile?: string;
  account: ServerAccount | undefined;
  onLine: (line: string) => void;
}): Promise<ChildProcess> {
  const { account, inputFile } = options;
  const handles: FileHandle[] = [];
  /** The name under which the child finds a path of ours. */
  const seenByChild = async (path: string, flags: number): Promise<string> => {
    if (!account) return path;
    handles.push(await open(path, flags));
    return `/proc/self/fd/${FIRST_HANDLE + handles.length - 1}`;
  };
  try {
    const directory = await seenByChild(options.directory, constants.O_DIRECTORY);
    const input = inputFile === undefined ? "" : await seenByChild(inputFile, constants.O_RDONLY);
    const last = options.args.at(-1) ?? "";
    const child = spawn(
      options.program,
      ["-D", directory, ...options.args.slice(0, -1), last + input],
      {
        ...account,
        cwd: account ? "/" : options.directory,
        detached: process.platform !== "win32",
        windowsHide: true,
        env: childEnvironment(),
        stdio: ["ignore", "pipe", "pipe", ...handles.map(({ fd }) => fd)],
      },
    );
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on("line", options.onLine);
    }
    return child;
  } finally {
    for (const handle of handles) await handle.close();
  }
}

/** How the process ended: a signal, or `code N`. Rejects when it could not be spawned. */
export function whenExited(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(signal ?? `code ${code}`));
  });
}

function childEnvironment(): NodeJS.ProcessEnv {
  const passedOn = PASSED_ON.map((name) => [name, process.env[name]] as const);
  return { ...Object.fromEntries(passedOn), LC_ALL: "C", TZ: "UTC" };
}
