import { chromium, type Page } from "@playwright/test";
import { api } from "#shared/api";
import { expect, test as base } from "../electronTest.ts";
import { chromiumArgs, findChromium } from "../host/findChromium.ts";
import { askApi } from "../journey/askApi.ts";
import { importQuickly } from "../journey/importQuickly.ts";
import { joinQuickly } from "../journey/joinQuickly.ts";
import { type CuttableNetwork, layNetwork } from "../journey/layNetwork.ts";
import { openWindow } from "../journey/openWindow.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";

const worker = process.env["E2E_ORIGIN"] ?? "http://localhost:8787";

/** The app behind a network that can be cut, and a colleague's browser, whose network stays. */
const test = base.extend<{ network: CuttableNetwork; colleague: Page }>({
  network: async ({}, use) => {
    const network = await layNetwork(worker);
    await use(network);
    await network.stop();
  },
  origin: async ({ network }, use) => use(network.origin),
  colleague: async ({ headless }, use) => {
    const executablePath = findChromium();
    const browser = await chromium.launch({ executablePath, args: chromiumArgs, headless });
    await use(await openWindow(browser, worker));
    await browser.close();
  },
});

test("what happened while the network was away stands there when it is back", async ({
  app,
  colleague,
  network,
}) => {
  test.setTimeout(120_000);
  const { page } = app;
  await signUpQuickly(app, { proven: true });
  const list = await importQuickly(page, "West", 4);
  const { leads } = api.findLeads.answer.parse(
    await askApi(page, "POST", "/api/leads/find", { listId: list }),
  );
  const lead = leads[0]?.id ?? "";
  await joinQuickly(page, colleague, "rep");
  const change = (company: string) => askApi(colleague, "PATCH", `/api/leads/${lead}`, { company });
  const company = (name: string) =>
    page.getByRole("button", { name: new RegExp(`^Company: ${name}`) });
  await app.goto(`/leads/${lead}`);
  await expect(company("Contoso")).toBeVisible();
  await page.evaluate(() => document.documentElement.setAttribute("data-not-reloaded", ""));

  await test.step("with the network, it comes at once", async () => {
    await change("Northwind");
    await expect(company("Northwind")).toBeVisible();
  });

  await test.step("without it nothing comes, and that is said", async () => {
    await network.cut();
    await change("Fabrikam");
    await expect(page.getByText(/You are offline/)).toBeVisible({ timeout: 20_000 });
    await expect(company("Northwind")).toBeVisible();
  });

  await test.step("once it is back, what was missed comes, and what happens next", async () => {
    await network.mend();
    await expect(company("Fabrikam")).toBeVisible({ timeout: 20_000 });
    await change("Tailspin");
    await expect(company("Tailspin")).toBeVisible();
  });

  await test.step("cut for a moment, nobody notices", async () => {
    await network.cut();
    await network.mend();
    await change("Adventure Works");
    await expect(company("Adventure Works")).toBeVisible({ timeout: 20_000 });
    expect(await page.locator("html[data-not-reloaded]").count()).toBe(1);
  });
});
