import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { freePort } from "../checks/startStackUnderTest.ts";
import { startGroup, type RunningGroup } from "./startGroup.ts";
import { superviseWorker } from "./superviseWorker.ts";

let folder: string;
let healthUrl: string;
let launched: RunningGroup[];
let said: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "salespulse-supervise-"));
  const port = await freePort();
  healthUrl = `http://127.0.0.1:${port}/`;
  launched = [];
  said = [];
  await writeFile(
    join(folder, "server.mjs"),
    `import { createServer } from "node:http";
     if (process.argv[2] === "broken") { console.log("no such binding"); process.exit(3); }
     createServer((_, answer) => answer.end("ok")).listen(${port}, "127.0.0.1");`,
  );
});
afterEach(async () => {
  for (const group of launched) await group.stop();
  await rm(folder, { recursive: true, force: true });
});

function supervise(modes: readonly string[]) {
  const lines: string[] = [];
  return superviseWorker({
    launch: async () => {
      const group = await startGroup({
        command: process.execPath,
        args: [join(folder, "server.mjs"), modes[launched.length] ?? modes.at(-1) ?? ""],
        cwd: folder,
        env: process.env,
        recordFile: join(folder, "group.json"),
        onLine: (line) => lines.push(line),
      });
      launched.push(group);
      return group;
    },
    healthUrl,
    lastLines: () => lines.join("\n"),
    tell: (line) => said.push(line),
    signal: new AbortController().signal,
  });
}

const answers = async () => (await fetch(healthUrl)).text();

it("starts a server again that ended by itself, and says so", async () => {
  const worker = await supervise(["good"]);
  process.kill(launched[0]?.pid ?? 0, "SIGKILL");
  await expect.poll(() => answers().catch(() => launched.length), { timeout: 15_000 }).toBe("ok");
  expect(said).toEqual([expect.stringContaining("SIGKILL")]);
  expect(launched).toHaveLength(2);
  await worker.stop();
  await expect(answers()).rejects.toThrow("fetch failed");
});

it("gives up with the last words of a server that does not come back", async () => {
  const worker = await supervise(["good", "broken"]);
  process.kill(launched[0]?.pid ?? 0, "SIGKILL");
  expect(await worker.gaveUp).toMatch(/does not stay up.*code 3[^]*no such binding/);
});

it("gives up on a server that keeps ending", async () => {
  const worker = await supervise(["good"]);
  let gaveUp = "";
  void worker.gaveUp.then((reason) => (gaveUp = reason));
  let killed = 0;
  await expect
    .poll(
      async () => {
        const group = launched.at(-1);
        if (launched.length > killed && group && (await answers().catch(() => "")) === "ok") {
          killed = launched.length;
          process.kill(group.pid, "SIGKILL");
        }
        return gaveUp;
      },
      { timeout: 20_000 },
    )
    .toContain("does not stay up");
  expect(launched).toHaveLength(4);
});

it("throws when the first start fails", async () => {
  await expect(supervise(["broken"])).rejects.toThrow(/code 3[^]*no such binding/);
});
