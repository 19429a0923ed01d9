import { chromium, test as base } from "@playwright/test";
import { chromiumArgs, findChromium } from "./host/findChromium.ts";

/** Playwright's `test` in a plain browser, against the Worker at `E2E_ORIGIN`. */
export const test = base.extend({
  browser: [
    async ({ headless }, use) => {
      const executablePath = findChromium();
      const browser = await chromium.launch({ executablePath, args: chromiumArgs, headless });
      await use(browser);
      await browser.close();
    },
    { scope: "worker" },
  ],
});

export { expect } from "@playwright/test";
