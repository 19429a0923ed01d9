import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { DataDirError, emptyDataDir, lockDataDir } from "./lockDataDir.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "salespulse-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("makes a missing folder ours, and takes it again after a release", async () => {
  const dataDir = join(folder, "new", "data");
  const first = await lockDataDir(dataDir, { port: 8787 });
  await first.release();
  const second = await lockDataDir(dataDir, { port: 8787 });
  await second.release();
  expect(existsSync(join(dataDir, "salespulse.json"))).toBe(true);
});

it("refuses a folder of somebody else's, and leaves it as it was", async () => {
  await writeFile(join(folder, "thesis.txt"), "years of work");
  await expect(lockDataDir(folder, { port: 8787 })).rejects.toThrow(DataDirError);
  await expect(lockDataDir(folder, { port: 8787 })).rejects.toThrow(/thesis\.txt/);
  expect(await readdir(folder)).toEqual(["thesis.txt"]);
});

it("says who holds the folder", async () => {
  const lock = await lockDataDir(folder, { port: 9999 });
  const second = lockDataDir(folder, { port: 8787 });
  await expect(second).rejects.toThrow(new RegExp(`process ${process.pid}.*http://localhost:9999`));
  await lock.release();
});

it("waits for a holder that is stopping", async () => {
  const lock = await lockDataDir(folder, { port: 8787 });
  await lock.markStopping();
  const said: string[] = [];
  const second = lockDataDir(folder, { port: 8787 }, (line) => {
    said.push(line);
    void lock.release();
  });
  await (await second).release();
  expect(said).toEqual([expect.stringContaining(`process ${process.pid}`)]);
});

it("is free at once when its holder was killed", async () => {
  const code = `
    import { lockDataDir } from ${JSON.stringify(join(import.meta.dirname, "lockDataDir.ts"))};
    await lockDataDir(${JSON.stringify(folder)}, { port: 8787 });
    console.log("locked");
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ["--input-type=module", "--eval", code]);
  await once(holder.stdout, "data");
  await expect(lockDataDir(folder, { port: 8787 })).rejects.toThrow(`process ${holder.pid}`);
  holder.kill("SIGKILL");
  await once(holder, "exit");
  await (await lockDataDir(folder, { port: 8787 })).release();
});

it("is emptied without being given up", async () => {
  const lock = await lockDataDir(folder, { port: 8787 });
  await mkdir(join(folder, "postgres"));
  await writeFile(join(folder, "postgres", "data"), "x");
  await writeFile(join(folder, "secrets.json"), "{}");
  await emptyDataDir(folder);
  expect((await readdir(folder)).toSorted()).toEqual([
    "instance.json",
    "lock.db",
    "salespulse.json",
  ]);
  await expect(lockDataDir(folder, { port: 8787 })).rejects.toThrow("is in use");
  await lock.release();
});
