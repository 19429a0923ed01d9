import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { stopGroup } from "../start/stopGroup.ts";

const READY_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 50;

/** Bare workerd, serving. */
export interface Serving {
  readonly pid: number;
  stop(): Promise<void>;
}

/** Runs workerd on a config (Cap'n Proto text) from `folder`. Throws with its words when `aliveUrl` does not come to answer. */
export async function serveWorkerd(options: {
  /** The checkout. */
  root: string;
  folder: string;
  config: string;
  aliveUrl: string;
  /** Takes what the Worker and workerd print: unexpected failures among it. */
  log: (text: string) => void;
}): Promise<Serving> {
  const { root, folder, config, aliveUrl } = options;
  const configFile = join(folder, "workerd.capnp");
  // It holds the keys of the world.
  await writeFile(configFile, config, { mode: 0o600 });

  const child = spawn(
    join(root, "node_modules", "workerd", "bin", "workerd"),
    ["serve", configFile, "config"],
    { cwd: folder, detached: process.platform !== "win32", stdio: ["ignore", "pipe", "pipe"] },
  );
  let ended = false;
  const exited = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => {
      ended = true;
      resolve();
    });
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-4_000);
      if (text.trim() !== "") options.log(text.trim());
    });
  }
  const { pid } = child;
  if (pid === undefined) {
    await exited;
    throw new Error("workerd did not start.");
  }
  const killIfLeft = () => void (ended || child.kill("SIGKILL"));
  process.once("exit", killIfLeft);
  const stop = async () => {
    await stopGroup(pid);
    await exited;
    process.off("exit", killIfLeft);
  };
  for (let waitedMs = 0; !(await answers(aliveUrl)); waitedMs += LOOK_EVERY_MS) {
    if (ended || waitedMs > READY_WITHIN_MS) {
      await stop();
      throw new Error(`workerd did not come up:\n${said}`);
    }
    await wait(LOOK_EVERY_MS);
  }
  return { pid, stop };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );
}
