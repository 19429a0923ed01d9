import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

const STAND_IN = "electron-stand-in:";

/** The stand-ins by launch: a loaded module cannot be handed an object, so it fetches its own from here. */
const standIns = new Map<string, Readonly<Record<string, unknown>>>();

declare global {
  var salespulseStandIns: typeof standIns | undefined;
}

let launches = 0;

registerHooks({
  resolve(specifier, context, next) {
    const launch = new URL(context.parentURL ?? "file:///").searchParams.get("launch");
    if (specifier !== "electron" || launch === null) return next(specifier, context);
    return { url: `${STAND_IN}${launch}`, format: "module", shortCircuit: true };
  },
  load(url, context, next) {
    if (!url.startsWith(STAND_IN)) return next(url, context);
    const launch = url.slice(STAND_IN.length);
    const names = Object.keys(standIns.get(launch) ?? {});
    const lines = names.map(
      (name) => `export const ${name} = salespulseStandIns.get("${launch}").${name};`,
    );
    return { format: "module", source: lines.join("\n"), shortCircuit: true };
  },
});

/**
 * Runs the compiled main script afresh, with `electron` as what its imports of electron get. A name
 * that `electron` lacks fails the load, and Node's message says which.
 */
export async function loadMain(
  mainFile: string,
  electron: Readonly<Record<string, unknown>>,
): Promise<void> {
  globalThis.salespulseStandIns = standIns;
  launches += 1;
  const launch = String(launches);
  standIns.set(launch, electron);
  await import(`${pathToFileURL(mainFile).href}?launch=${launch}`);
}
