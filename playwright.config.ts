import { defineConfig } from "@playwright/test";

/**
 * `desktop` runs in Electron or its Chromium host (desktop/test/electronTest.ts), `web` in a plain
 * browser (desktop/test/webTest.ts). Both talk to the Worker at `E2E_ORIGIN`.
 */
export default defineConfig({
  outputDir: "test-results",
  workers: 1,
  retries: 0,
  fullyParallel: false,
  forbidOnly: process.env["CI"] !== undefined,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: { screenshot: "only-on-failure", trace: "retain-on-failure" },
  projects: [
    { name: "desktop", testDir: "desktop/test/specs" },
    {
      name: "web",
      testDir: "desktop/test/web",
      use: { baseURL: process.env["E2E_ORIGIN"] ?? "http://localhost:8787" },
    },
  ],
});
