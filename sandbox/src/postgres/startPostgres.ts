import { execFile, type ChildProcess } from "node:child_process";
import { chmod, mkdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { claimDataDir } from "./claimDataDir.ts";
import { clusterIdentity } from "./clusterIdentity.ts";
import { initializeCluster, SUPERUSER } from "./initializeCluster.ts";
import { launchServer } from "./launchServer.ts";
import { locateBinaries } from "./locateBinaries.ts";
import { serverAccount } from "./serverAccount.ts";
import { stopAtExit } from "./stopAtExit.ts";
import { stopOrphan } from "./stopOrphan.ts";

export interface RunningPostgres {
  readonly port: number;
  /** Connection URL of the cluster's superuser `supabase_admin`; the database defaults to `postgres`. */
  superuserUrl(database?: string): string;
  /** Settles when the server has ended, by `stop` or by itself, with the reason. */
  readonly exited: Promise<string>;
  /** Shuts down at once but cleanly (open transactions are rolled back). May be called again. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Made when missing. Holds the cluster and `cluster.json` with the superuser's password. */
  dataDir: string;
  /** Default 0: any free port. */
  port?: number;
  /** Default true. False trades safety against power cuts for speed: for tests' throw-away data. */
  durable?: boolean;
  log?: (line: string) => void;
}

/**
 * Starts Postgres 17 on a data directory, listening on 127.0.0.1 only, and makes the cluster at first.
 * Recovers from whatever a killed run left: half a cluster, a stale pid file, a server without a parent.
 * Throws when the port is taken, when a living process uses the directory, or with the server's own last
 * lines when it does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = resolve(options.dataDir);
  const log = options.log ?? (() => undefined);
  const durable = options.durable ?? true;
  const account = serverAccount();
  const binaries = await locateBinaries(account);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await chmod(dataDir, 0o700);
  const release = await claimDataDir(dataDir);
  try {
    const clusterDir = join(dataDir, "cluster");
    const exists = (await stat(clusterDir).catch(() => undefined)) !== undefined;
    const { marker, superuserPassword } = await clusterIdentity(dataDir, exists);
    if (exists) await stopOrphan(clusterDir, marker, log);
    else {
      const draft = { dataDir, clusterDir, binaries, account };
      await initializeCluster({ ...draft, superuserPassword, durable });
    }

    const server = await launchServer({
      program: binaries.postgres,
      clusterDir,
      settings: serverSettings(marker, durable),
      account,
      log,
      ...(options.port ? { port: options.port } : {}),
    });
    const { child, port } = server;
    stopAtExit(child);
    const exited = releaseWhenEnded(server.exited, release);
    let stopping: Promise<void> | undefined;
    return {
      port,
      superuserUrl: (database = "postgres") =>
        `postgresql://${SUPERUSER}:${superuserPassword}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
      exited,
      stop: () => (stopping ??= stopServer(child, binaries.pgCtl, clusterDir, exited)),
    };
  } catch (error) {
    await release();
    throw error;
  }
}

function serverSettings(marker: string, durable: boolean): string[] {
  return [
    marker,
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    // As hosted Supabase, so that publications work and warn alike.
    "wal_level=logical",
    "timezone=UTC",
    "log_timezone=UTC",
    // We wait for a line of the log, so it must not be translated.
    "lc_messages=C",
    ...(durable ? [] : ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]),
  ];
}

async function releaseWhenEnded(
  exited: Promise<string>,
  release: () => Promise<void>,
): Promise<string> {
  const reason = await exited;
  await release();
  return reason;
}

async function stopServer(
  child: ChildProcess,
  pgCtl: string,
  clusterDir: string,
  ended: Promise<string>,
): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    // Windows has no signals: pg_ctl asks through Postgres's own named pipe.
    if (process.platform === "win32") {
      await promisify(execFile)(pgCtl, ["stop", "-m", "fast", "-D", clusterDir]);
    } else child.kill("SIGINT");
  }
  await ended;
}
