import { join, relative } from "node:path";
import { unstable_readConfig } from "wrangler";
import { z } from "zod";
import { freePort } from "../checks/startStackUnderTest.ts";
import { bundleWorker } from "./bundleWorker.ts";
import { renderWorkerdConfig } from "./renderWorkerdConfig.ts";
import { type Serving, serveWorkerd } from "./serveWorkerd.ts";

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
export interface RunningWorkerd extends Serving {
  /** Where the Worker answers, such as `http://127.0.0.1:41001`. */
  readonly url: string;
  /** Where a fetch handler that does nothing answers, in the same process; it echoes what a WebSocket says. */
  readonly plainUrl: string;
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
  const wranglerFile = join(root, "wrangler.toml");
  const wrangler = wranglerSchema.parse(unstable_readConfig({ config: wranglerFile }));
  const plainPort = await freePort();
  const config = renderWorkerdConfig({
    workerFile: relative(folder, await bundleWorker(wranglerFile, folder)),
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
  const url = `http://127.0.0.1:${port}`;
  const serving = await serveWorkerd({
    root,
    folder,
    config,
    aliveUrl: `${url}/api/health`,
    log: options.log,
  });
  return { ...serving, url, plainUrl: `http://127.0.0.1:${plainPort}` };
}
