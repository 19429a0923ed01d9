import { type Browser, chromium, test as base } from "@playwright/test";
import type { DesktopApp } from "./host/DesktopApp.ts";
import { chromiumArgs, findChromium } from "./host/findChromium.ts";
import { findElectron } from "./host/findElectron.ts";
import { launchElectron } from "./host/launchElectron.ts";
import { launchInChromium } from "./host/launchInChromium.ts";

interface TestFixtures {
  /** The Worker's origin that the app talks to: `E2E_ORIGIN`, or what a spec sets. */
  origin: string;
  /** Where a local world's pages of payment are; null: at Stripe. */
  paymentOrigin: string | null;
  /** The running app, started afresh for each test. */
  app: DesktopApp;
}

interface WorkerFixtures {
  /** The browser of the Chromium host, null where real Electron runs. */
  hostBrowser: Browser | null;
}

/**
 * Playwright's `test` with the desktop app: real Electron where its binary has been fetched, otherwise
 * the compiled bundles in a Chromium host (desktop/test/host).
 */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  origin: [process.env["E2E_ORIGIN"] ?? "http://localhost:8787", { option: true }],
  paymentOrigin: [null, { option: true }],
  hostBrowser: [
    async ({ headless }, use) => {
      if (findElectron() !== null) {
        await use(null);
        return;
      }
      const browser = await chromium.launch({
        executablePath: findChromium(),
        args: chromiumArgs,
        headless,
      });
      await use(browser);
      await browser.close();
    },
    { scope: "worker" },
  ],
  app: async ({ origin, paymentOrigin, hostBrowser, headless, colorScheme }, use) => {
    const options = { origin, paymentOrigin, headless, colorScheme: colorScheme ?? null };
    const electron = findElectron();
    const app =
      electron !== null
        ? await launchElectron(electron, options)
        : await launchInChromium(mustHave(hostBrowser), options);
    await use(app);
    await app.close();
  },
});

export { expect } from "@playwright/test";

function mustHave(browser: Browser | null): Browser {
  if (browser === null) throw new Error("The Chromium host has no browser.");
  return browser;
}
