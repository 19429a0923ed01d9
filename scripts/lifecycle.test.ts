import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stillRunning } from "./start/descendantsOf.ts";
import type { RunningProcess } from "./start/listProcesses.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { api } from "#shared/api";
import {
  freePort,
  startStackUnderTest,
  type StackUnderTest,
} from "./checks/startStackUnderTest.ts";

const root = join(import.meta.dirname, "..");
/** A start builds the app when it must, on a machine that may be doing much else. */
const SLOW_MS = 300_000;

let folder: string;
let dataDir: string;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "salespulse-lifecycle-"));
  dataDir = join(folder, "data");
  port = await freePort();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs `npm start`'s script with flags, to its own end. */
async function runStart(...flags: string[]): Promise<{ code: number; output: string }> {
  const script = join(root, "scripts", "start.ts");
  const child = spawn(process.execPath, [script, "--no-desktop", ...flags], { cwd: root });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const [code] = await once(child, "close");
  return { code: Number(code), output };
}

/** Signs in at a stack as the demo account with a role; answers the Cookie header. */
async function signIn({ stack }: StackUnderTest, role: string): Promise<string> {
  const account = stack.accounts.find((candidate) => candidate.role === role);
  const answer = await fetch(`${stack.app}${api.token.path}?grant_type=password`, {
    method: "POST",
    headers: { origin: stack.app, "content-type": "application/json" },
    body: JSON.stringify({ email: account?.email, password: account?.password }),
  });
  expect(answer.status).toBe(200);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

async function rename(running: StackUnderTest, fullName: string): Promise<void> {
  const answer = await fetch(running.stack.app + api.updateMe.path, {
    method: "PATCH",
    headers: {
      origin: running.stack.app,
      "content-type": "application/json",
      cookie: await signIn(running, "rep"),
    },
    body: JSON.stringify({ fullName }),
  });
  expect(answer.status).toBe(200);
}

async function nameOf(running: StackUnderTest): Promise<string> {
  const cookie = await signIn(running, "rep");
  const answer = await fetch(running.stack.app + api.getMe.path, { headers: { cookie } });
  return api.getMe.answer.parse(await answer.json()).user.fullName;
}

describe("npm start refuses", () => {
  it("a flag that it does not know, and shows those that it does", async () => {
    const { code, output } = await runStart("--prot", "1");
    expect(code).toBe(2);
    expect(output).toMatch(/--prot[^]*--port N/);
  });

  it("a port that is taken, naming it, before it starts anything", async () => {
    const server = createServer();
    await once(server.listen({ port: 0, host: "127.0.0.1" }), "listening");
    const address = server.address();
    const taken = address !== null && typeof address === "object" ? address.port : 0;
    const { code, output } = await runStart("--port", String(taken), "--data", dataDir);
    server.close();
    expect(code).toBe(1);
    expect(output).toContain(`Port ${taken} is taken by`);
    expect(output).not.toContain("Postgres");
  });

  it("to make a folder its own that holds other things", async () => {
    const { code, output } = await runStart("--fresh", "--port", String(port), "--data", root);
    expect(code).toBe(1);
    expect(output).toContain("is not a SalesPulse data folder");
  });
});

describe("one world, from its first start on", () => {
  let running: StackUnderTest;
  /** What outlived a parent that was killed on purpose: ended here, should no start have done it. */
  const orphans: RunningProcess[] = [];
  const start = async (...args: string[]) => {
    running = await startStackUnderTest({ root, dataDir, port, args });
  };
  afterAll(async () => {
    await running.stop().catch(() => undefined);
    for (const { pid } of await stillRunning(orphans)) process.kill(pid, "SIGKILL");
  });

  it(
    "is ready with the demo's people and leads, its secrets for this user alone",
    async () => {
      await start();
      expect(running.stack.accounts.map(({ role }) => role)).toEqual([
        "admin",
        "manager",
        "rep",
        "rep",
      ]);
      const cookie = await signIn(running, "manager");
      const leads = await fetch(`${running.stack.app}/api/leads?limit=200`, {
        headers: { cookie },
      });
      expect(api.listLeads.answer.parse(await leads.json()).leads).toHaveLength(200);
      expect((await stat(running.stackFile)).mode & 0o777).toBe(0o600);
      expect((await stat(join(dataDir, "secrets.json"))).mode & 0o777).toBe(0o600);
      for (const { commandLine } of await running.processes()) {
        expect(commandLine).not.toContain(running.stack.supabase.serviceKey);
      }
    },
    SLOW_MS,
  );

  it("tells a second start on the same data who holds it", async () => {
    const second = await runStart("--port", String(await freePort()), "--data", dataDir);
    expect(second.code).toBe(1);
    expect(second.output).toContain(`process ${running.pid}`);
  });

  it(
    "recovers after kill -9 of the parent alone: the next start ends what it left, and finds the data",
    async () => {
      await rename(running, "Kept Through A Kill");
      const left = await running.processes();
      orphans.push(...left);
      expect(left.length).toBeGreaterThan(4);
      await running.kill();
      await start();
      expect(await stillRunning(left)).toEqual([]);
      expect(await nameOf(running)).toBe("Kept Through A Kill");
    },
    SLOW_MS,
  );

  it(
    "recovers after kill -9 of the whole tree",
    async () => {
      const all = await running.processes();
      orphans.push(...all);
      await running.kill();
      for (const { pid } of await stillRunning(all)) process.kill(pid, "SIGKILL");
      await start();
      expect(await nameOf(running)).toBe("Kept Through A Kill");
    },
    SLOW_MS,
  );

  it(
    "leaves no process when it is asked to end, and begins again with --fresh",
    async () => {
      expect(await running.stop()).toEqual({ code: 0, left: [] });
      await start("--fresh");
      expect(await nameOf(running)).not.toBe("Kept Through A Kill");
      expect(await running.stop()).toEqual({ code: 0, left: [] });
    },
    SLOW_MS,
  );
});
