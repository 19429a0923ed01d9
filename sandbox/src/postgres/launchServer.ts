import type { ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { ServerAccount } from "./serverAccount.ts";
import { whenExited, spawnServer } from "./spawnServer.ts";

export interface LaunchedServer {
  readonly port: number;
  readonly child: ChildProcess;
  readonly exited: Promise<string>;
}

interface LaunchOptions {
  program: string;
  clusterDir: string;
  settings: readonly string[];
  account: ServerAccount | undefined;
  /** Missing: any free port. */
  port?: number;
  log: (line: string) => void;
}

/** A crashed server's backends may hold its shared memory for a moment longer. */
const LINGERING = "pre-existing shared memory block";
const ADDRESS_TAKEN = "could not bind";
const ATTEMPTS = 10;
const ATTEMPT_AFTER_MS = 500;
const LINES_KEPT = 20;

/**
 * Starts the `postgres` program and waits until it accepts connections. Tries again where the reason passes:
 * a free port that another took meanwhile, or the last backends of a crashed server.
 */
export async function launchServer(options: LaunchOptions): Promise<LaunchedServer> {
  for (let attempt = 1; ; attempt++) {
    const port = await claimPort(options.port ?? 0);
    const lines: string[] = [];
    const ready = Promise.withResolvers<"ready">();
    const child = await spawnServer({
      program: options.program,
      directory: options.clusterDir,
      args: [...options.settings, `port=${port}`].flatMap((setting) => ["-c", setting]),
      account: options.account,
      onLine: (line) => {
        options.log(line);
        if (lines.push(line) > LINES_KEPT) lines.shift();
        if (line.includes("database system is ready to accept connections")) ready.resolve("ready");
      },
    });
    const exited = whenExited(child);
    const outcome = await Promise.race([ready.promise, exited]);
    if (outcome === "ready") return { port, child, exited };

    const said = lines.join("\n");
    const mayPass =
      said.includes(LINGERING) || (said.includes(ADDRESS_TAKEN) && options.port === undefined);
    if (!mayPass || attempt === ATTEMPTS) {
      throw new Error(`Postgres did not start (${outcome}):\n${said}`);
    }
    await wait(ATTEMPT_AFTER_MS);
  }
}

/** Answers a port that can be bound at this moment, for 0 any; names a taken one. */
async function claimPort(wanted: number): Promise<number> {
  const server = createServer();
  return new Promise((done, fail) => {
    server.once("error", (cause: Error) => {
      fail(new Error(`Port ${wanted} on 127.0.0.1 cannot be used for Postgres: ${cause.message}`));
    });
    server.listen({ host: "127.0.0.1", port: wanted, exclusive: true }, () => {
      const address = server.address();
      const port = address !== null && typeof address === "object" ? address.port : wanted;
      server.close(() => done(port));
    });
  });
}
