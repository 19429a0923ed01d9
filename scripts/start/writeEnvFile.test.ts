import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writeEnvFile } from "./writeEnvFile.ts";

let file: string;
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), "salespulse-env-")), "worker.env");
});
afterEach(() => rm(join(file, ".."), { recursive: true, force: true }));

it("carries values unchanged, for this user's eyes alone", async () => {
  const variables = { A: "key-0f", B: "a b#c=d", C: "https://x.example/?q=1&r=2", D: "" };
  await writeEnvFile(file, variables);
  expect(parseEnv(await readFile(file, "utf8"))).toEqual(variables);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it.each(['"', "'", "`", "\\", "$", "\n"])(
  "refuses %j, naming the variable and not its value",
  async (character) => {
    const writing = writeEnvFile(file, { SECRET: `hush${character}` });
    await expect(writing).rejects.toThrow(/^SECRET(?!.*hush)/);
  },
);
