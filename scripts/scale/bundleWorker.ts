import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * Builds the Worker as a deployment would, into `folder`, without its assets. Answers the bundle's file.
 * Throws with wrangler's words when it does not build.
 */
export async function bundleWorker(root: string, folder: string): Promise<string> {
  const noAssets = join(folder, "no-assets");
  const bundle = join(folder, "bundle");
  await mkdir(noAssets, { recursive: true });
  await promisify(execFile)(
    process.execPath,
    [
      join(root, "node_modules", "wrangler", "bin", "wrangler.js"),
      "deploy",
      "--dry-run",
      `--config=${join(root, "wrangler.toml")}`,
      `--outdir=${bundle}`,
      `--assets=${noAssets}`,
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        CI: "1",
        WRANGLER_SEND_METRICS: "false",
        WRANGLER_SEND_ERROR_REPORTS: "false",
        WRANGLER_LOG_PATH: join(folder, "wrangler.log"),
      },
    },
  );
  return join(bundle, "index.js");
}
