import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readIfPresent } from "./readIfPresent.ts";
import { replaceFile } from "./replaceFile.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "salespulse-file-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a file is replaced whole, for this user alone, and nothing else is left", async () => {
  const file = join(folder, "keys.json");
  await writeFile(file, "the old text, which is longer", { mode: 0o644 });
  await replaceFile(file, "new");
  expect(await readFile(file, "utf8")).toBe("new");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["keys.json"]);
});

test("a file that is not there reads as undefined; one that cannot be read is an error", async () => {
  expect(await readIfPresent(join(folder, "none"))).toBeUndefined();
  await expect(readIfPresent(folder)).rejects.toThrow("EISDIR");
});
