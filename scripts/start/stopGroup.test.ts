import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { listProcesses } from "./listProcesses.ts";
import { stopGroup } from "./stopGroup.ts";

it("kills what does not mind being asked", async () => {
  const program = `process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--eval", program], { detached: true });
  await once(child.stdout, "data");
  const pid = child.pid ?? 0;
  await stopGroup(pid, 100);
  expect((await listProcesses()).some(({ group }) => group === pid)).toBe(false);
});

it("is content with a group that is gone", async () => {
  const child = spawn(process.execPath, ["--version"], { detached: true });
  await once(child, "exit");
  await expect(stopGroup(child.pid ?? 0)).resolves.toBeUndefined();
});
