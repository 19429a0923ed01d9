import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { dirname, join, parse } from "node:path";
import { promisify } from "node:util";
import { unstable_readConfig } from "wrangler";

const WRANGLER = join(import.meta.dirname, "../../node_modules/wrangler/bin/wrangler.js");

/**
 * Builds the Worker of a wrangler.toml as a deployment would, into `folder`, without its assets. Answers the bundle's
 * file. Throws with wrangler's words when it does not build.
 */
export async function bundleWorker(configFile: string, folder: string): Promise<string> {
  const noAssets = join(folder, "no-assets");
  const bundle = join(folder, "bundle");
  await mkdir(noAssets, { recursive: true });
  await promisify(execFile)(
    process.execPath,
    [
      WRANGLER,
      "deploy",
      "--dry-run",
      `--config=${configFile}`,
      `--outdir=${bundle}`,
      `--assets=${noAssets}`,
    ],
    {
      cwd: dirname(configFile),
      env: {
        ...process.env,
        CI: "1",
        WRANGLER_SEND_METRICS: "false",
        WRANGLER_SEND_ERROR_REPORTS: "false",
        WRANGLER_LOG_PATH: join(folder, "wrangler.log"),
      },
    },
  );
  const { main } = unstable_readConfig({ config: configFile });
  return join(bundle, `${parse(main ?? "index").name}.js`);
}
