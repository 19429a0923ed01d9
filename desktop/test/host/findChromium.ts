import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

/**
 * For Debian's Chromium under Playwright. The last one keeps every name but this machine's from
 * resolving, so that no spec reaches the network.
 */
export const chromiumArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1",
];

/** The Chromium to use: `CHROMIUM_PATH`, Debian's, or Playwright's own. Throws with the command that installs one. */
export function findChromium(): string {
  const candidates = [
    process.env["CHROMIUM_PATH"],
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    chromium.executablePath(),
  ];
  const found = candidates.find((path) => path !== undefined && existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    "The specs need Chromium. On Debian or Ubuntu: sudo apt-get install --yes chromium. " +
      "Elsewhere: npx playwright install chromium, or set CHROMIUM_PATH.",
  );
}
