import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base } from "@playwright/test";
import { loadMain } from "../host/loadMain.ts";
import { strict } from "../host/strict.ts";

/** The Chromium host's `electron`, which must never let a missing API pass as undefined. */
const test = base.extend<{ load: (script: string) => Promise<void> }>({
  load: async ({}, use) => {
    const dir = await mkdtemp(join(tmpdir(), "salespulse-host-"));
    await use(async (script) => {
      const file = join(dir, "main.mjs");
      await writeFile(file, script);
      await loadMain(file, { app: strict("app", { isPackaged: false, name: "" }) });
    });
    await rm(dir, { recursive: true });
  },
});

test("the stand-in names a whole API that it lacks", async ({ load }) => {
  await expect(load('import { Tray } from "electron"; new Tray();')).rejects.toThrow("Tray");
});

test("the stand-in names a part that it lacks, read or written", async ({ load }) => {
  await expect(load('import { app } from "electron"; app.dock;')).rejects.toThrow("app.dock");
  await expect(load('import { app } from "electron"; app.badgeCount = 1;')).rejects.toThrow(
    "app.badgeCount",
  );
});

test("the stand-in gives what it has, to a main script that runs afresh at each launch", async ({
  load,
}) => {
  const script =
    'import { app } from "electron"; globalThis.runs = [...(globalThis.runs ?? []), app.isPackaged];';
  await load(script);
  await load(script);
  expect(Reflect.get(globalThis, "runs")).toEqual([false, false]);
});
