import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { stillRunning } from "./start/descendantsOf.ts";
import { listProcesses } from "./start/listProcesses.ts";

/** A checkout with everything installed but for the packages, which these tests do not need. */
let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "salespulse-bootstrap-"));
  await mkdir(join(root, "scripts"));
  await mkdir(join(root, "node_modules", "node", "bin"), { recursive: true });
  await cp(join(import.meta.dirname, "bootstrap.mjs"), join(root, "scripts", "bootstrap.mjs"));
  await symlink(process.execPath, join(root, "node_modules", "node", "bin", "node"));
  const lock = JSON.stringify({ packages: { "node_modules/zod": { version: "4.0.0" } } });
  await writeFile(join(root, "package-lock.json"), lock);
  await writeFile(join(root, "node_modules", ".package-lock.json"), lock);
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function bootstrap(program: string, ...args: string[]) {
  await writeFile(join(root, "scripts", "program.mjs"), program);
  const child = spawn(process.execPath, ["scripts/bootstrap.mjs", "scripts/program.mjs", ...args], {
    cwd: root,
    env: { PATH: process.env["PATH"] },
  });
  let output = "";
  const said = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (output.includes("up\n")) said.resolve();
    });
  }
  const exited = once(child, "close").then(([code]) => Number(code));
  return { child, exited, up: said.promise, output: () => output };
}

it("hands over with the arguments, and keeps the exit code", async () => {
  const run = await bootstrap(
    `console.log(JSON.stringify(process.argv.slice(2))); process.exit(7);`,
    "--port",
    "1",
  );
  expect(await run.exited).toBe(7);
  expect(run.output()).toBe('["--port","1"]\n');
});

it("passes on a signal that comes twice at once, as from npm and the terminal, exactly once", async () => {
  const run = await bootstrap(`
    let asked = 0;
    process.on("SIGINT", () => { asked++; console.log("asked"); });
    process.on("SIGTERM", () => process.exit(asked));
    console.log("up");
    setInterval(() => {}, 1000);`);
  await run.up;
  run.child.kill("SIGINT");
  run.child.kill("SIGINT");
  await expect.poll(run.output).toContain("asked");
  run.child.kill("SIGTERM");
  expect(await run.exited).toBe(1);
});

it("lets its script know at once when it is killed", async () => {
  const run = await bootstrap(`
    process.on("disconnect", () => process.exit(0));
    console.log("up");
    setInterval(() => {}, 1000);`);
  await run.up;
  const script = (await listProcesses()).filter(({ parent }) => parent === run.child.pid);
  expect(script).toHaveLength(1);
  run.child.kill("SIGKILL");
  await run.exited;
  await expect.poll(() => stillRunning(script)).toEqual([]);
});

it("ends its script when the npm that started it is killed", async () => {
  await writeFile(
    join(root, "scripts", "program.mjs"),
    `process.on("SIGTERM", () => process.exit(0)); console.log("up"); setInterval(() => {}, 1000);`,
  );
  // As npm does it: a shell between, which passes nothing on.
  const npm = `
    const { spawn } = await import("node:child_process");
    spawn("sh", ["-c", "${process.execPath} scripts/bootstrap.mjs scripts/program.mjs; true"], {
      stdio: "inherit",
      env: { ...process.env, npm_lifecycle_event: "start" },
    });`;
  const parent = spawn(process.execPath, ["--input-type=module", "--eval", npm], {
    cwd: root,
    env: { PATH: process.env["PATH"] },
  });
  await once(parent.stdout, "data");
  const started = (await listProcesses()).filter(({ commandLine }) =>
    commandLine.includes("scripts/program.mjs"),
  );
  const ours = started.filter(({ commandLine }) => commandLine.includes(process.execPath));
  expect(ours.length).toBeGreaterThanOrEqual(2);
  parent.kill("SIGKILL");
  await expect.poll(() => stillRunning(ours), { timeout: 10_000 }).toEqual([]);
});

it("says in one line that a Node is too old", async () => {
  const run = spawn(
    process.execPath,
    [
      "--import",
      `data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.20.0"})`,
      "scripts/bootstrap.mjs",
      "scripts/program.mjs",
    ],
    { cwd: root },
  );
  let output = "";
  run.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  const [code] = await once(run, "close");
  expect(code).toBe(1);
  expect(output).toMatch(/^SalesPulse needs Node 20 or later.*18\.20\.0.*\n$/);
});
