import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { extractFile, listPackage } from "@electron/asar";
import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from "@electron/fuses";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { buildWhenStale } from "./buildWhenStale.ts";

const projectDir = join(import.meta.dirname, "../..");
const run = promisify(execFile);

/** Electron's defaults, so that each fuse that the packaging sets is seen to change (or to stay). */
const defaultFuses: Readonly<Record<FuseV1Options, boolean>> = {
  [FuseV1Options.RunAsNode]: true,
  [FuseV1Options.EnableCookieEncryption]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
  [FuseV1Options.EnableNodeCliInspectArguments]: true,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
  [FuseV1Options.OnlyLoadAppFromAsar]: false,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: true,
  [FuseV1Options.WasmTrapHandlers]: true,
};

const wantedFuses: Readonly<Record<FuseV1Options, boolean>> = {
  ...defaultFuses,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
};

let workDir: string;
let packedDir: string;
let asar: string;

/** An Electron that runs nothing but carries the fuse wire (format: @electron/fuses, version 1). */
async function writeStubElectron(dir: string): Promise<void> {
  const wire = Object.values(defaultFuses).map((on) => (on ? FuseState.ENABLE : FuseState.DISABLE));
  const binary = Buffer.concat([
    Buffer.from("#!/bin/sh\nexit 1\n"),
    Buffer.from("dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX"),
    Buffer.from([Number(FuseVersion.V1), wire.length, ...wire]),
  ]);
  await mkdir(join(dir, "resources"), { recursive: true });
  await mkdir(join(dir, "locales"));
  await writeFile(join(dir, "electron"), binary);
  await chmod(join(dir, "electron"), 0o755);
  await writeFile(join(dir, "version"), "45.4.1");
  for (const name of ["LICENSE", "LICENSES.chromium.html"]) await writeFile(join(dir, name), "");
}

beforeAll(async () => {
  await buildWhenStale();
  workDir = await mkdtemp(join(tmpdir(), "salespulse-packaging-"));
  const stubDir = join(workDir, "electron");
  await writeStubElectron(stubDir);
  await run(
    process.execPath,
    [
      join(projectDir, "node_modules/electron-builder/cli.js"),
      "--linux",
      "--x64",
      "--dir",
      "--publish=never",
      `-c.electronDist=${stubDir}`,
      `-c.directories.output=${join(workDir, "dist")}`,
    ],
    { cwd: projectDir },
  );
  packedDir = join(workDir, "dist", "linux-unpacked");
  asar = join(packedDir, "resources", "app.asar");
}, 180_000);

afterAll(async () => {
  await rm(workDir, { recursive: true, force: true });
});

describe("the packed app", () => {
  test("holds the three bundles and its package.json, and nothing else", () => {
    const files = listPackage(asar, { isPack: false }).map((name) => name.replaceAll("\\", "/"));
    for (const name of [
      "/out/main/index.js",
      "/out/preload/index.cjs",
      "/out/renderer/index.html",
    ]) {
      expect(files).toContain(name);
    }
    const strangers = files.filter(
      (name) => !/^\/(package\.json|out(\/(main|preload|renderer)(\/.*)?)?)$/.test(name),
    );
    expect(strangers).toEqual([]);
    expect(
      files.filter((name) => /\.(ts|tsx|map|env|pem|sql)$|\.test\.|node_modules/.test(name)),
    ).toEqual([]);
  });

  test("has no app beside the archive", async () => {
    expect((await readdir(join(packedDir, "resources"))).toSorted()).toEqual(["app.asar"]);
  });

  test("starts at the built main script and asks for no package at run time", () => {
    const manifest = z
      .object({ main: z.string(), dependencies: z.record(z.string(), z.string()).optional() })
      .parse(JSON.parse(extractFile(asar, "package.json").toString()));
    expect(manifest.main).toBe("out/main/index.js");
    expect(manifest.dependencies ?? {}).toEqual({});
  });

  test("carries no secret, and no address of a developer's machine", () => {
    const text = listPackage(asar, { isPack: false })
      .filter((name) => /\.(js|cjs|html|json)$/.test(name))
      .map((name) => extractFile(asar, name.replace(/^[\\/]/, "")).toString())
      .join("\n");
    expect(text).not.toMatch(
      /service_role|sb_secret_|sk_(live|test)_|SUPABASE_|MAILGUN_|BEGIN [A-Z ]*PRIVATE KEY/,
    );
    expect(text).not.toMatch(/localhost:\d{4}/);
    expect(text).toContain("https://app.salespulse.example");
  });

  test("has every fuse set as the threat model wants it", async () => {
    const { version, ...wire } = await getCurrentFuseWire(join(packedDir, "salespulse"));
    expect(version).toBe(FuseVersion.V1);
    const states = Object.fromEntries(
      Object.entries(wantedFuses).map(([fuse, on]) => [
        fuse,
        on ? FuseState.ENABLE : FuseState.DISABLE,
      ]),
    );
    expect(wire).toEqual(states);
  });
});

describe("electron-builder.yml", () => {
  test("says on macOS what the microphone, the sound and the screen are for", async () => {
    const config = await readFile(join(projectDir, "electron-builder.yml"), "utf8");
    for (const key of [
      "NSMicrophoneUsageDescription",
      "NSAudioCaptureUsageDescription",
      "NSScreenCaptureUsageDescription",
      "hardenedRuntime: true",
    ]) {
      expect(config).toContain(key);
    }
    const entitlements = await readFile(
      join(projectDir, "desktop/packaging/entitlements.mac.plist"),
      "utf8",
    );
    expect(entitlements).toMatch(/com\.apple\.security\.device\.audio-input<\/key>\s*<true\/>/);
  });
});
