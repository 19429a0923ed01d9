import { api } from "#shared/api";
import { expect, test as base } from "../electronTest.ts";
import { askApi } from "../journey/askApi.ts";
import { importQuickly } from "../journey/importQuickly.ts";
import { type CuttableNetwork, layNetwork } from "../journey/layNetwork.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";

const test = base.extend<{ network: CuttableNetwork }>({
  network: async ({}, use) => {
    const network = await layNetwork(process.env["E2E_ORIGIN"] ?? "http://localhost:8787");
    await use(network);
    await network.stop();
  },
  origin: async ({ network }, use) => use(network.origin),
});

test("the network goes in the middle of a call: nothing is lost, nothing is sent twice", async ({
  app,
  network,
}) => {
  test.setTimeout(120_000);
  let { page } = app;
  await signUpQuickly(app, { proven: true });
  const list = await importQuickly(page, "West", 4);
  await app.goto(`/dial/${list}`);

  await test.step("a call begins, then the network goes", async () => {
    await expect(page.getByText(/^Allowed: /)).toBeVisible();
    await expect(page.getByRole("heading", { name: "Lead 1" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByText("In call", { exact: true }).first()).toBeVisible();
    await page.keyboard.press("n");
    await page.keyboard.type("Said yes to 40 seats");
    await network.cut();
    await page.keyboard.press("Escape");
    await page.keyboard.press("1");
  });

  await test.step("the next lead stands there all the same, and is called", async () => {
    await expect(page.getByRole("heading", { name: "Lead 2" })).toBeVisible();
    await expect(page.getByText(/You are offline\. 1 call waits/)).toBeVisible();
    await page.keyboard.press("Enter");
    await page.keyboard.press("3");
    await expect(page.getByText(/You are offline\. 2 calls wait/)).toBeVisible();
    await expect(page.getByRole("heading", { name: "Lead 3" })).toBeVisible();
    await page.keyboard.press("Enter");
    await page.keyboard.press("n");
    await page.keyboard.type("In the middle of it");
  });

  await test.step("a restart without the network brings the call back with its notes", async () => {
    page = await app.restart();
    await app.goto(`/dial/${list}`);
    await expect(page.getByRole("heading", { name: "Lead 3" })).toBeVisible();
    await expect(page.getByText("In call", { exact: true }).first()).toBeVisible();
    await expect(page.getByLabel("Notes")).toHaveValue("In the middle of it");
  });

  await test.step("with the network back everything is saved, each call once", async () => {
    await network.mend();
    await expect(page.getByText(/You are offline/)).toBeHidden({ timeout: 20_000 });
    await page.getByRole("button", { name: "Connected" }).click();
    const calls = async () => {
      const answer = api.listCalls.answer.parse(await askApi(page, "GET", "/api/calls?limit=50"));
      return answer.calls
        .map(({ leadName, outcome, notes }) => `${leadName}: ${outcome} ${notes}`)
        .toSorted((a, b) => a.localeCompare(b));
    };
    await expect
      .poll(calls, { timeout: 40_000 })
      .toEqual([
        "Lead 1: connected Said yes to 40 seats",
        "Lead 2: no_answer ",
        "Lead 3: connected In the middle of it",
      ]);
  });
});
