import { test as base } from "@playwright/test";
import { chromiumArgs, findChromium } from "./host/findChromium.ts";

/** Playwright's `test` in a plain browser, against the Worker at `E2E_ORIGIN`. */
export const test = base.extend({
  launchOptions: [
    async ({ headless }, use) =>
      use({ headless, executablePath: findChromium(), args: chromiumArgs }),
    { scope: "worker" },
  ],
});

export { expect } from "@playwright/test";
