import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { extractFile, getRawHeader, listPackage } from "@electron/asar";
import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from "@electron/fuses";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { buildApp } from "../../scripts/start/buildApp.ts";
import { electronDefaultFuses, type PackPlatform, writeStubElectron } from "./writeStubElectron.ts";

const projectDir = join(import.meta.dirname, "../..");
const run = promisify(execFile);

const wantedFuses: Readonly<Record<FuseV1Options, boolean>> = {
  ...electronDefaultFuses,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
};

/** Where things lie in a packed app, and what only its own platform can do: sign, edit a real program. */
const platforms = {
  linux: {
    resources: "linux-unpacked/resources",
    binary: "linux-unpacked/salespulse",
    overrides: [],
  },
  win: {
    resources: "win-unpacked/resources",
    binary: "win-unpacked/SalesPulse.exe",
    overrides: ["-c.win.signAndEditExecutable=false"],
  },
  mac: {
    resources: "mac/SalesPulse.app/Contents/Resources",
    binary: "mac/SalesPulse.app",
    overrides: ["-c.electronFuses.resetAdHocDarwinSignature=false", "-c.mac.identity=null"],
  },
} as const satisfies Record<PackPlatform, object>;

let workDir: string;

beforeAll(async () => {
  workDir = await mkdtemp(join(tmpdir(), "salespulse-packaging-"));
  await buildApp(projectDir, new AbortController().signal);
}, 120_000);

afterAll(async () => {
  await rm(workDir, { recursive: true, force: true });
});

const packed = new Map<PackPlatform, Promise<string>>();

/** The output's folder for a platform, packed once. */
function packOnce(platform: PackPlatform): Promise<string> {
  const output = packed.get(platform) ?? pack(platform);
  packed.set(platform, output);
  return output;
}

/** Packs with the project's own configuration, on a stub Electron. */
async function pack(platform: PackPlatform): Promise<string> {
  const stubDir = join(workDir, platform, "electron");
  const output = join(workDir, platform, "dist");
  await writeStubElectron(platform, stubDir);
  const cli = join(projectDir, "node_modules/electron-builder/cli.js");
  const options = [
    `--${platform}`,
    "--x64",
    "--dir",
    "--publish=never",
    `-c.electronDist=${stubDir}`,
    `-c.directories.output=${output}`,
    ...platforms[platform].overrides,
  ];
  await run(process.execPath, [cli, ...options], { cwd: projectDir });
  return output;
}

describe.each(["linux", "win", "mac"] as const)("the app packed for %s", (platform) => {
  let output: string;
  let asar: string;

  beforeAll(async () => {
    output = await packOnce(platform);
    asar = join(output, platforms[platform].resources, "app.asar");
  }, 120_000);

  test("holds the three bundles and its package.json, and nothing else", () => {
    const files = listPackage(asar, { isPack: false }).map((name) => name.replaceAll("\\", "/"));
    for (const name of ["main/index.js", "preload/index.cjs", "renderer/index.html"]) {
      expect(files).toContain(`/out/${name}`);
    }
    const packable = /^\/(package\.json|out(\/(main|preload|renderer)(\/.*)?)?)$/;
    expect(files.filter((name) => !packable.test(name))).toEqual([]);
    const source = /\.(ts|tsx|map|env|pem|sql)$|\.test\.|node_modules/;
    expect(files.filter((name) => source.test(name))).toEqual([]);
  });

  test("has no app beside the archive, where it would be loaded unchecked", async () => {
    const names = await readdir(join(output, platforms[platform].resources));
    expect(names.filter((name) => /^(app$|default_app|.*\.unpacked$)/.test(name))).toEqual([]);
  });

  test("starts at the built main script and asks for no package at run time", () => {
    const manifest = z
      .object({ main: z.string(), dependencies: z.record(z.string(), z.string()).optional() })
      .parse(JSON.parse(extractFile(asar, "package.json").toString()));
    expect(manifest.main).toBe("out/main/index.js");
    expect(manifest.dependencies ?? {}).toEqual({});
  });

  test("carries no secret, and knows its server", () => {
    const text = listPackage(asar, { isPack: false })
      .filter((name) => /\.(js|cjs|html|json)$/.test(name))
      .map((name) => extractFile(asar, name.replace(/^[\\/]/, "")).toString())
      .join("\n");
    const secret = /service_role|sb_secret_|sk_(live|test)_|SUPABASE_|MAILGUN_|PRIVATE KEY-/;
    expect(text).not.toMatch(secret);
    expect(text).toContain("https://app.salespulse.example");
  });

  test("has every fuse as it is wanted", async () => {
    const binary = join(output, platforms[platform].binary);
    const { version, ...wire } = await getCurrentFuseWire(binary);
    expect(version).toBe(FuseVersion.V1);
    const wanted = Object.entries(wantedFuses).map(([fuse, on]) => [
      fuse,
      on ? FuseState.ENABLE : FuseState.DISABLE,
    ]);
    expect(wire).toEqual(Object.fromEntries(wanted));
  });
});

test("macOS is told what the app may do and why, and the archive's hash", async () => {
  const output = await packOnce("mac");
  const contents = join(output, platforms.mac.binary, "Contents");
  const plist = await readFile(join(contents, "Info.plist"), "utf8");
  for (const part of ["Microphone", "AudioCapture", "ScreenCapture"]) {
    expect(plist).toMatch(
      new RegExp(`<key>NS${part}UsageDescription</key>\\s*<string>[^<]{20,}</string>`),
    );
  }
  expect(plist).toMatch(/<key>CFBundleURLSchemes<\/key>\s*<array>\s*<string>salespulse</);
  expect(plist).toContain(hashOf(join(output, platforms.mac.resources, "app.asar")));
  const entitlements = await readFile(
    join(projectDir, "desktop/packaging/entitlements.mac.plist"),
    "utf8",
  );
  expect(entitlements).toMatch(/com\.apple\.security\.device\.audio-input<\/key>\s*<true\/>/);
});

test("Windows is told the archive's hash", async () => {
  const output = await packOnce("win");
  const program = await readFile(join(output, platforms.win.binary), "latin1");
  expect(program).toContain(hashOf(join(output, platforms.win.resources, "app.asar")));
});

/** What Electron checks an archive against: SHA-256 of its header (docs: ASAR Integrity). */
function hashOf(asar: string): string {
  return createHash("sha256").update(getRawHeader(asar).headerString).digest("hex");
}
