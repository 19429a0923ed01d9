import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { unstable_readConfig } from "wrangler";
import { z } from "zod";
import { freePort } from "../checks/startStackUnderTest.ts";
import { stopGroup } from "../start/stopGroup.ts";
import { bundleWorker } from "./bundleWorker.ts";
import { renderWorkerdConfig } from "./renderWorkerdConfig.ts";

const READY_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 50;

/** What we need of wrangler.toml, as wrangler reads it. */
const wranglerSchema = z.object({
  compatibility_date: z.string(),
  compatibility_flags: z.array(z.string()),
  durable_objects: z.object({
    bindings: z.array(z.object({ name: z.string(), class_name: z.string() })),
  }),
  ratelimits: z.array(
    z.object({ name: z.string(), simple: z.object({ limit: z.int(), period: z.int() }) }),
  ),
});

/** The built Worker under bare workerd. */
export interface RunningWorkerd {
  readonly pid: number;
  /** Where the Worker answers, such as `http://127.0.0.1:41001`. */
  readonly url: string;
  /** Where a fetch handler that does nothing answers, in the same process; it echoes what a WebSocket says. */
  readonly plainUrl: string;
  stop(): Promise<void>;
}

/**
 * Bundles the Worker as a deployment would and runs it under workerd alone, with the bindings of wrangler.toml:
 * `wrangler dev` stands between every request and the Worker, so it says nothing about speed.
 */
export async function startWorkerd(options: {
  root: string;
  folder: string;
  port: number;
  variables: Readonly<Record<string, string>>;
  assetsDir?: string;
  /** Host and port of an HTTP proxy by which the Worker reaches everything outside. */
  outboundProxy?: string;
  /** Takes what the Worker and workerd print: unexpected failures among it. */
  log: (text: string) => void;
}): Promise<RunningWorkerd> {
  const { root, folder, port, variables, assetsDir, outboundProxy } = options;
  const wrangler = wranglerSchema.parse(
    unstable_readConfig({ config: join(root, "wrangler.toml") }),
  );
  const plainPort = await freePort();
  const configFile = join(folder, "workerd.capnp");
  const config = renderWorkerdConfig({
    workerFile: relative(folder, await bundleWorker(root, folder)),
    workerPort: port,
    plainPort,
    compatibilityDate: wrangler.compatibility_date,
    compatibilityFlags: wrangler.compatibility_flags,
    durableObjects: wrangler.durable_objects.bindings.map(({ name, class_name }) => ({
      binding: name,
      className: class_name,
    })),
    rateLimits: wrangler.ratelimits.map(({ name, simple }) => ({
      binding: name,
      limit: simple.limit,
      periodSeconds: simple.period,
    })),
    variables,
    assetsDir,
    outboundProxy,
  });
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
  const url = `http://127.0.0.1:${port}`;
  for (let waitedMs = 0; !(await answers(`${url}/api/health`)); waitedMs += LOOK_EVERY_MS) {
    if (ended || waitedMs > READY_WITHIN_MS) {
      await stop();
      throw new Error(`workerd did not come up:\n${said}`);
    }
    await wait(LOOK_EVERY_MS);
  }
  return { pid, url, plainUrl: `http://127.0.0.1:${plainPort}`, stop };
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
