import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { descendantsOf, stillRunning } from "../start/descendantsOf.ts";
import type { RunningProcess } from "../start/listProcesses.ts";
import { stackSchema, type Stack } from "../start/stackSchema.ts";

const READY_WITHIN_MS = 240_000;
const LOOK_EVERY_MS = 100;
/** A stop that takes longer than this is a failure of its own. */
const STOPPED_WITHIN_MS = 60_000;

/** The whole product, started as `npm start` starts it. */
export interface StackUnderTest {
  readonly stack: Stack;
  readonly stackFile: string;
  readonly pid: number;
  /** What it has printed so far. */
  output(): string;
  /** Every process that it has started and that runs now. */
  processes(): Promise<RunningProcess[]>;
  /** Asks it to end, as Ctrl-C does, and answers its exit code and the processes that it left behind. */
  stop(): Promise<{ code: number | null; left: RunningProcess[] }>;
  /** Kills it alone, without warning: what it started stays. */
  kill(): Promise<void>;
}

/** Starts the product on a data directory and waits until it is ready. Throws with what it printed when it is not. */
export async function startStackUnderTest(options: {
  root: string;
  dataDir: string;
  port: number;
  args?: readonly string[];
  signal?: AbortSignal;
}): Promise<StackUnderTest> {
  const { root, dataDir, port, signal } = options;
  const stackFile = join(dataDir, "stack.json");
  // A killed run leaves its own, which would be taken for the new one's.
  await rm(stackFile, { force: true });
  const child = spawn(
    process.execPath,
    [
      join(root, "scripts", "start.ts"),
      "--no-desktop",
      `--port=${port}`,
      `--data=${dataDir}`,
      ...(options.args ?? []),
    ],
    { cwd: root, stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  let code: number | null | undefined;
  const exited = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (exitCode) => {
      code = exitCode;
      resolve();
    });
  });
  const pid = child.pid ?? 0;
  const endWithin = async (ms: number) => {
    await Promise.race([exited, wait(ms, undefined, { ref: false })]);
    return code !== undefined;
  };
  for (const deadline = Date.now() + READY_WITHIN_MS; !existsSync(stackFile);) {
    const failure =
      code !== undefined
        ? `npm start ended with ${code}`
        : Date.now() > deadline
          ? "npm start did not become ready"
          : signal?.aborted
            ? "The run was stopped"
            : undefined;
    if (failure !== undefined) {
      child.kill("SIGINT");
      if (!(await endWithin(STOPPED_WITHIN_MS))) child.kill("SIGKILL");
      throw new Error(`${failure}. It said:\n${output}`);
    }
    await wait(LOOK_EVERY_MS);
  }
  const stack = stackSchema.parse(JSON.parse(await readFile(stackFile, "utf8")));
  const processes = () => descendantsOf(pid);
  return {
    stack,
    stackFile,
    pid,
    output: () => output,
    processes,
    stop: async () => {
      const started = await processes();
      child.kill("SIGINT");
      if (!(await endWithin(STOPPED_WITHIN_MS))) {
        child.kill("SIGKILL");
        throw new Error(
          `npm start did not end within ${STOPPED_WITHIN_MS} ms. It said:\n${output}`,
        );
      }
      return { code: code ?? null, left: await stillRunning(started) };
    },
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** A TCP port that nobody uses at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port: 0, host: "127.0.0.1" }, () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === "object") resolve(address.port);
        else reject(new Error("The system gave no port."));
      });
    });
  });
}
