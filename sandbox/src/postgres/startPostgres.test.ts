import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDatabase } from "./createDatabase.ts";
import { removeAbandoned } from "./removeAbandoned.ts";
import { readProcess } from "./readProcess.ts";
import { serverAccount } from "./serverAccount.ts";
import { startPostgres, type RunningPostgres } from "./startPostgres.ts";
import { withClient } from "./withClient.ts";

let dataDir = "";
let running: RunningPostgres | undefined;

beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), "salespulse-cluster-")), "data");
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  await rm(join(dataDir, ".."), { recursive: true, force: true });
});

async function start(): Promise<RunningPostgres> {
  running = await startPostgres({ dataDir, durable: false });
  return running;
}

async function query(postgres: RunningPostgres, sql: string): Promise<unknown[]> {
  const { rows } = await withClient(postgres.superuserUrl(), (client) =>
    client.query({ text: sql, rowMode: "array" }),
  );
  return rows.flat();
}

/** Runs startPostgres in a process of its own, to be killed; answers that process and the server's pid. */
async function startInChild(): Promise<{
  kill: () => Promise<void>;
  /** Lets it end by itself, with an error. */
  end: () => Promise<void>;
  serverPid: number;
}> {
  const program = fileURLToPath(new URL("startPostgres.ts", import.meta.url));
  const script = `import { startPostgres } from ${JSON.stringify(program)};
    await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false });
    console.log("up"); process.stdin.once("data", () => { throw new Error("the end"); });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  await once(createInterface({ input: child.stdout }), "line");
  const pidFile = await readFile(join(dataDir, "cluster/postmaster.pid"), "utf8");
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  const end = async (): Promise<void> => {
    child.stdin.write("end");
    await once(child, "exit");
  };
  return { kill, end, serverPid: Number.parseInt(pidFile, 10) };
}

test("data, password and identity survive a restart", async () => {
  const first = await start();
  await query(first, "create table kept as select 42 as answer");
  await first.stop();
  const second = await start();
  expect(await query(second, "select answer from kept")).toEqual([42]);
  expect(await query(second, "select current_user")).toEqual(["supabase_admin"]);
});

test("the server that a killed parent leaves behind is stopped, and its commits are there", async () => {
  const { kill, serverPid } = await startInChild();
  await kill();
  expect(await readProcess(serverPid)).toBeDefined();
  const next = await start();
  expect(await readProcess(serverPid)).toBeUndefined();
  expect(await query(next, "select 1")).toEqual([1]);
});

test("the next start recovers when parent and server were both killed", async () => {
  const { kill, serverPid } = await startInChild();
  await kill();
  process.kill(serverPid, "SIGKILL");
  expect(await query(await start(), "select 1")).toEqual([1]);
});

test("a parent that ends without stopping its server takes it along", async () => {
  const { end, serverPid } = await startInChild();
  await end();
  await expect.poll(() => readProcess(serverPid), { timeout: 20_000 }).toBeUndefined();
});

test("throw-away clusters of killed owners are removed, those of living ones and half-made ones stay", async () => {
  const { kill, serverPid } = await startInChild();
  const parent = join(dataDir, "..");
  await mkdir(join(parent, "data-being-made"));
  await removeAbandoned(parent, "data");
  expect((await readdir(parent)).toSorted()).toEqual(["data", "data-being-made"]);
  await kill();
  await removeAbandoned(parent, "data");
  expect(await readdir(parent)).toEqual(["data-being-made"]);
  expect(await readProcess(serverPid)).toBeUndefined();
});

test("a stale pid file that names a stranger's process does not stop the start, nor the stranger", async () => {
  await (await start()).stop();
  // Under the server's own account: Postgres itself would refuse to start over this one.
  const stranger = spawn("sleep", ["1000"], { ...serverAccount() });
  try {
    await once(stranger, "spawn");
    const cluster = join(dataDir, "cluster");
    await writeFile(
      join(cluster, "postmaster.pid"),
      `${stranger.pid}\n${cluster}\n1\n5432\n\n127.0.0.1\n`,
    );
    expect(await query(await start(), "select 1")).toEqual([1]);
    expect(await readProcess(stranger.pid ?? 0)).toBeDefined();
  } finally {
    stranger.kill("SIGKILL");
    await once(stranger, "exit");
  }
});

test("half an initdb is thrown away", async () => {
  await mkdir(join(dataDir, "cluster.new-000000000000/base"), { recursive: true });
  await writeFile(join(dataDir, "cluster.new-000000000000/PG_VERSION"), "17\n");
  await start();
  expect((await readdir(dataDir)).toSorted()).toEqual(["cluster", "cluster.json", "owner.json"]);
});

test("a second server on the same data is refused while the first runs", async () => {
  const first = await start();
  await expect(startPostgres({ dataDir })).rejects.toThrow(`running process ${process.pid}`);
  expect(await query(first, "select 1")).toEqual([1]);
});

test("a taken port is named", async () => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  await expect(startPostgres({ dataDir, port, durable: false })).rejects.toThrow(String(port));
  server.close();
});

test("the server listens on the loopback only, without a socket file, behind a password", async () => {
  const postgres = await start();
  expect(
    await query(
      postgres,
      "select setting from pg_settings where name in ('listen_addresses', 'unix_socket_directories') order by name",
    ),
  ).toEqual(["127.0.0.1", ""]);
  const stranger = new Client({
    connectionString: postgres.superuserUrl().replace(/:[^:@]+@/, ":x@"),
  });
  await expect(stranger.connect()).rejects.toThrow("password authentication failed");
});

test("text folds case beyond ASCII on every platform", async () => {
  expect(await query(await start(), "select lower('ÉCOLE Ж')")).toEqual(["école ж"]);
});

test("createDatabase copies a template", async () => {
  const postgres = await start();
  await createDatabase({ superuserUrl: postgres.superuserUrl(), name: 'first "one"' });
  await withClient(postgres.superuserUrl('first "one"'), (first) =>
    first.query("create table copied as select 7 as n"),
  );
  const superuserUrl = postgres.superuserUrl();
  const url = await createDatabase({ superuserUrl, name: "second", template: 'first "one"' });
  const { rows } = await withClient(url, (second) => second.query("select n from copied"));
  expect(rows).toEqual([{ n: 7 }]);
});
