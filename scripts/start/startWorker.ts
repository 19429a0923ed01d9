import { realpathSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { startGroup, type RunningGroup } from "./startGroup.ts";
import { superviseWorker, type SupervisedWorker } from "./superviseWorker.ts";
import { writeEnvFile } from "./writeEnvFile.ts";

/** In the command line of every process of wrangler's group: by it a left-over is known to be ours. */
export const workerMarker = (root: string): string => realpathSync(join(root, "node_modules"));

export const workerRecordFile = (dataDir: string): string => join(dataDir, "worker", "group.json");

/** How many of the Worker's last lines are shown when it fails. */
const LAST_LINES = 15;

/** wrangler says this at each start; firing the schedule is our part (see fireSchedule.ts). */
const EXPECTED_WARNING = /Scheduled Workers are not automatically triggered/;
const WORTH_TELLING = /\[(WARNING|ERROR|wrangler:warn|wrangler:error)\]/;
const OUR_OWN_LOOKING = /GET \/api\/health 200 OK/;

export interface WorkerOptions {
  /** The checkout. */
  root: string;
  dataDir: string;
  port: number;
  /** The Worker's variables and secrets; they travel in a file that only this user can read. */
  variables: Readonly<Record<string, string>>;
  /** Takes every line the Worker writes. */
  log: (line: string) => void;
  /** Takes what the user should see while it runs: warnings, restarts. */
  tell: (line: string) => void;
  signal: AbortSignal;
}

/**
 * Runs the Worker in workerd by `wrangler dev`, wholly offline, and keeps it running. Settles once
 * `GET /api/health` answers. Throws with the Worker's last lines when it does not come up.
 */
export async function startWorker(options: WorkerOptions): Promise<SupervisedWorker> {
  const folder = join(options.dataDir, "worker");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const envFile = join(folder, "worker.env");
  await writeEnvFile(envFile, options.variables);
  const lastLines: string[] = [];
  const onLine = (raw: string) => {
    const line = stripVTControlCharacters(raw).trimEnd();
    if (line === "" || OUR_OWN_LOOKING.test(line)) return;
    options.log(line);
    lastLines.push(line);
    if (lastLines.length > LAST_LINES) lastLines.shift();
    if (WORTH_TELLING.test(line) && !EXPECTED_WARNING.test(line)) {
      options.tell(`worker: ${line.replace(/^\W+/, "").slice(0, 200)}`);
    }
  };
  return superviseWorker({
    launch: () => launchWrangler(options, folder, envFile, onLine),
    healthUrl: `http://127.0.0.1:${options.port}/api/health`,
    lastLines: () => lastLines.map((line) => `  │ ${line}`).join("\n"),
    tell: options.tell,
    signal: options.signal,
  });
}

function launchWrangler(
  { root, port, dataDir }: WorkerOptions,
  folder: string,
  envFile: string,
  onLine: (line: string) => void,
): Promise<RunningGroup> {
  return startGroup({
    command: process.execPath,
    args: [
      join(workerMarker(root), "wrangler", "bin", "wrangler.js"),
      "dev",
      `--config=${join(root, "wrangler.toml")}`,
      `--env-file=${envFile}`,
      "--ip=127.0.0.1",
      `--port=${port}`,
      "--inspector-port=0",
      `--persist-to=${join(folder, "state")}`,
      "--show-interactive-dev-session=false",
    ],
    cwd: root,
    env: {
      ...process.env,
      CI: "1",
      CLOUDFLARE_CF_FETCH_ENABLED: "false",
      WRANGLER_SEND_METRICS: "false",
      WRANGLER_SEND_ERROR_REPORTS: "false",
      WRANGLER_HIDE_BANNER: "true",
      WRANGLER_LOG_PATH: join(dataDir, "logs", "wrangler"),
      // Two worlds on one machine must not find each other.
      WRANGLER_REGISTRY_PATH: join(folder, "registry"),
    },
    recordFile: workerRecordFile(dataDir),
    onLine,
  });
}
