/**
 * The door of every command: `node scripts/bootstrap.mjs [SCRIPT [ARGUMENT…]]`; without a script it only installs.
 *
 * It runs on whatever Node (20 or later) a machine has, before any package is there, so it is plain JavaScript over
 * Node's own modules. It installs the packages when they are missing or differ from package-lock.json, then hands
 * over to the Node 24 among them.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { constants, tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = 20;
const LOCK_STALE_MS = 60_000;
const PARENT_CHECK_MS = 200;
const REPEATED_SIGNAL_MS = 1_000;

const windows = process.platform === "win32";
const root = resolve(fileURLToPath(new URL("..", import.meta.url)));
const modules = join(root, "node_modules");
const node24 = join(modules, "node", "bin", windows ? "node.exe" : "node");
const stamp = join(modules, ".salespulse-lock");
const installLock = join(
  tmpdir(),
  `salespulse-install-${createHash("sha256").update(root).digest("hex").slice(0, 16)}.lock`,
);

function fail(...lines) {
  for (const line of lines) console.error(line);
  process.exit(1);
}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

const lockHash = () =>
  createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");

function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** Whether npm's own record of what it installed holds everything that package-lock.json names for this machine. */
function npmRecordMatches() {
  const record = readText(join(modules, ".package-lock.json"));
  if (record === undefined) return false;
  try {
    const installed = JSON.parse(record).packages ?? {};
    const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages ?? {};
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === "") return true;
      const there = installed[path];
      if (there === undefined) return entry.optional === true || entry.devOptional === true;
      return there.version === entry.version && there.integrity === entry.integrity;
    });
  } catch {
    return false;
  }
}

function nodeRuns() {
  return spawnSync(node24, ["--version"], { stdio: "ignore", windowsHide: true }).status === 0;
}

function isInstalled() {
  if (!existsSync(node24)) return false;
  if (readText(stamp) === lockHash()) return true;
  if (!npmRecordMatches() || !nodeRuns()) return false;
  writeFileSync(stamp, lockHash());
  return true;
}

/** How to call npm: by the npm that called us where there is one, on its own Node (ours may be about to be replaced). */
function npmCommand(argumentsOfNpm) {
  const cli = process.env.npm_execpath;
  const nodeOfNpm = process.env.npm_node_execpath;
  if (cli?.endsWith("npm-cli.js") && nodeOfNpm && existsSync(cli) && existsSync(nodeOfNpm)) {
    return { file: nodeOfNpm, args: [cli, ...argumentsOfNpm], shell: false };
  }
  return { file: windows ? "npm.cmd" : "npm", args: argumentsOfNpm, shell: windows };
}

function runNpm(argumentsOfNpm) {
  const { file, args, shell } = npmCommand(argumentsOfNpm);
  const started = Date.now();
  return new Promise((done) => {
    const child = spawn(file, args, { cwd: root, shell, stdio: "inherit" });
    const progress = setInterval(() => {
      console.log(`  … still installing (${Math.round((Date.now() - started) / 1000)} s)`);
    }, 15_000);
    const finish = (result) => {
      clearInterval(progress);
      done(result);
    };
    child.once("error", (error) => finish({ code: 1, reason: error.message }));
    child.once("exit", (code, signal) =>
      finish({
        code: code ?? 1,
        reason: signal ? `npm was ended by ${signal}` : `npm ended with ${code}`,
      }),
    );
  });
}

async function install() {
  console.log("Installing packages: the first time takes a minute or two.");
  // Not `npm ci`: it would delete the Node that we may be running on. With --no-save the lock file is
  // followed and left alone.
  const result = await runNpm([
    "install",
    "--no-save",
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ]);
  if (result.code !== 0) {
    fail(
      `The packages could not be installed: ${result.reason}. npm's own words stand above.`,
      `Check that this machine reaches the registry (npm config get registry), then run: npm install --no-save`,
    );
  }
  if (!nodeRuns()) {
    // Install scripts may be switched off on this machine; this one fetches the Node 24 that everything runs on.
    console.log("Fetching Node 24 …");
    await runNpm(["rebuild", "node", "--ignore-scripts=false", "--foreground-scripts"]);
    if (!nodeRuns()) {
      fail(
        "Node 24 (the npm package `node`) is not usable: its install script did not run.",
        "Run: npm rebuild node --ignore-scripts=false --foreground-scripts",
      );
    }
  }
  writeFileSync(stamp, lockHash());
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Takes the install lock, or says who has it. A lock whose owner is gone or silent is put aside. */
function takeInstallLock() {
  try {
    mkdirSync(installLock);
    writeFileSync(join(installLock, "pid"), String(process.pid));
    return undefined;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  const owner = Number(readText(join(installLock, "pid")));
  const silentMs = Date.now() - (statSync(installLock, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  const stale = silentMs > LOCK_STALE_MS || (owner > 0 && !isAlive(owner));
  if (stale) {
    const aside = `${installLock}.${process.pid}`;
    try {
      renameSync(installLock, aside);
      rmSync(aside, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
  }
  return owner > 0 ? `process ${owner}` : "another process";
}

function touchInstallLock() {
  try {
    utimesSync(installLock, new Date(), new Date());
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}

const releaseInstallLock = () => rmSync(installLock, { recursive: true, force: true });

async function ensureInstalled() {
  if (isInstalled()) return;
  for (let told = false; ; await sleep(500)) {
    const holder = takeInstallLock();
    if (holder === undefined) break;
    if (!told) console.log(`Waiting for ${holder}, which is installing the packages …`);
    told = true;
  }
  const heartbeat = setInterval(touchInstallLock, LOCK_STALE_MS / 6);
  process.once("exit", releaseInstallLock);
  try {
    if (!isInstalled()) await install();
  } finally {
    clearInterval(heartbeat);
    releaseInstallLock();
    process.off("exit", releaseInstallLock);
  }
}

/** The parents whose end means that nobody waits for us: npm, and the shell between where there is one. */
function parentsNow() {
  const parent = process.ppid;
  if (process.platform !== "linux") return String(parent);
  const stat = readText(`/proc/${parent}/stat`);
  return `${parent} ${stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[1]}`;
}

function handOver(script, argumentsOfScript) {
  const child = spawn(node24, [resolve(root, script), ...argumentsOfScript], {
    // The channel tells the script at once when we die, even by SIGKILL.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      PATH: `${join(modules, ".bin")}${delimiter}${process.env.PATH ?? ""}`,
    },
  });
  const lastForwardedAt = new Map();
  const forward = (signal) => {
    // A terminal signals the whole group and npm repeats it to us: forward such an echo once.
    const now = Date.now();
    if (now - (lastForwardedAt.get(signal) ?? -Infinity) < REPEATED_SIGNAL_MS) return;
    lastForwardedAt.set(signal, now);
    child.kill(signal);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, forward);
  // The shell that npm starts does not pass signals on: when it or npm is gone, so is our reason to run.
  if (process.env.npm_lifecycle_event && !windows) {
    const atStart = parentsNow();
    setInterval(() => {
      if (parentsNow() !== atStart) forward("SIGTERM");
    }, PARENT_CHECK_MS).unref();
  }
  child.once("error", (error) => fail(`Node 24 could not be started: ${error.message}`));
  child.once("exit", (code, signal) => {
    process.exit(code ?? 128 + (signal ? constants.signals[signal] : 1));
  });
}

const [script, ...argumentsOfScript] = process.argv.slice(2);
if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE) {
  fail(
    `SalesPulse needs Node ${OLDEST_NODE} or later to begin; this is ${process.versions.node}. Get one from https://nodejs.org`,
  );
}
await ensureInstalled();
if (script !== undefined) handOver(script, argumentsOfScript);
