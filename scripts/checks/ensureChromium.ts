import { existsSync } from "node:fs";
import { findChromium } from "../../desktop/test/host/findChromium.ts";
import { runCommand } from "./runCommand.ts";

const INSTALL = "apt-get update && apt-get install --yes --no-install-recommends chromium";

/**
 * Makes sure that there is a Chromium for the specs, installing Debian's when we are root on Debian.
 * Throws with the command to run where it cannot.
 */
export async function ensureChromium(
  cwd: string,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<void> {
  try {
    findChromium();
    return;
  } catch (error) {
    if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) throw error;
  }
  tell("Installing Chromium from Debian …");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const { code, output } = await runCommand(INSTALL, { cwd, signal, env });
  if (code !== 0) throw new Error(`Chromium could not be installed by: ${INSTALL}\n${output}`);
  findChromium();
}
