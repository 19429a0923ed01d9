import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { FuseState, FuseV1Options, FuseVersion } from "@electron/fuses";
import { NtExecutable, NtExecutableResource, Resource } from "resedit";

/** The platforms that the app is packed for, by electron-builder's flag. */
export type PackPlatform = "linux" | "mac" | "win";

/** Electron's own fuses, so that each one that the packaging sets is seen to change, or to stay. */
export const electronDefaultFuses: Readonly<Record<FuseV1Options, boolean>> = {
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

/** Writes an Electron that runs nothing, but has the shape that electron-builder packs and the fuse wire. */
export async function writeStubElectron(platform: PackPlatform, dir: string): Promise<void> {
  for (const [path, content] of Object.entries(filesOf(platform))) {
    const file = join(dir, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { mode: 0o755 });
  }
}

function filesOf(platform: PackPlatform): Record<string, Buffer | string> {
  const common = { version: "45.4.1", LICENSE: "", "LICENSES.chromium.html": "" };
  if (platform === "linux") return { ...common, electron: fuseWire() };
  if (platform === "win") return { ...common, "electron.exe": windowsProgram(fuseWire()) };
  const contents = "Electron.app/Contents";
  const helpers = ["", " (GPU)", " (Plugin)", " (Renderer)"].map(
    (kind) => `Electron Helper${kind}`,
  );
  return {
    [`${contents}/Info.plist`]: infoPlist("Electron"),
    [`${contents}/MacOS/Electron`]: "",
    [`${contents}/Resources/electron.icns`]: "",
    [`${contents}/Frameworks/Electron Framework.framework/Electron Framework`]: fuseWire(),
    ...Object.fromEntries(
      helpers.flatMap((name) => [
        [`${contents}/Frameworks/${name}.app/Contents/Info.plist`, infoPlist(name)],
        [`${contents}/Frameworks/${name}.app/Contents/MacOS/${name}`, ""],
      ]),
    ),
  };
}

/** The wire as @electron/fuses reads it: a sentinel, the version, the length, a byte for each fuse. */
function fuseWire(): Buffer {
  const wire = Object.values(electronDefaultFuses).map((on) =>
    on ? FuseState.ENABLE : FuseState.DISABLE,
  );
  return Buffer.concat([
    Buffer.from("dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX"),
    Buffer.from([Number(FuseVersion.V1), wire.length, ...wire]),
  ]);
}

/** A Windows program with version information, beside which the packager writes the archive's hash. */
function windowsProgram(extra: Buffer): Buffer {
  const program = NtExecutable.createEmpty();
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  const english = { lang: 1033, codepage: 1200 };
  version.setStringValues(english, { ProductName: "Electron" });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  program.setExtraData(extra);
  return Buffer.from(program.generate());
}

function infoPlist(name: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict>
<key>CFBundleExecutable</key><string>${name}</string>
<key>CFBundleIdentifier</key><string>com.github.${name.replaceAll(/[^A-Za-z]/g, "")}</string>
<key>CFBundleName</key><string>${name}</string>
<key>CFBundlePackageType</key><string>APPL</string>
</dict></plist>`;
}
