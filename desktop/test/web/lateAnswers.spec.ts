import type { Page } from "@playwright/test";
import { importQuickly } from "../journey/importQuickly.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";
import { HOLD_MS } from "../../src/renderer/dial/dialMachine.ts";
import { expect, test } from "../webTest.ts";

/** What is kept back before it is sent, and then a moment. */
const SAVED_WITHIN_MS = HOLD_MS + 10_000;

const foundOrganization = (page: Page, proven: boolean) =>
  signUpQuickly({ page, goto: async (path) => void (await page.goto(path)) }, { proven });

/** Keeps back the next answers to what `url` matches. Answers how to let them go. */
async function keepBack(page: Page, url: RegExp): Promise<() => void> {
  let letGo = () => {};
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(url, async (route) => {
    // Answered by the Worker as things stand now, and told to the page later. It may not wait any more.
    const response = await route.fetch().catch(() => null);
    await free;
    if (response) await route.fulfill({ response }).catch(() => {});
  });
  return letGo;
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("combobox", { name: "Search or jump to" })).toBeFocused();
}

async function callWithOutcome(page: Page, list: string): Promise<void> {
  await page.goto(`/dial/${list}`);
  await expect(page.getByRole("heading", { name: "Lead 1", exact: true })).toBeFocused();
  await expect(page.getByText(/^Allowed: /)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText("In call", { exact: true }).first()).toBeVisible();
}

test("a lead is opened though the results of the letters before stood there", async ({ page }) => {
  await foundOrganization(page, false);
  await importQuickly(page, "West", 12);
  await openPalette(page);
  await page.keyboard.type("lead");
  await expect(page.getByRole("option", { name: /Lead 10/ })).toBeVisible();
  await page.keyboard.type(" 7");
  await page.getByRole("option", { name: /Lead 7/ }).waitFor();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Lead 7" })).toBeVisible();
});

test("Enter waits for the answer to what is typed, and opens its first lead", async ({ page }) => {
  await foundOrganization(page, false);
  await importQuickly(page, "West", 12);
  await openPalette(page);
  await page.keyboard.type("lead 1");
  await expect(page.getByRole("option", { name: /Lead 10/ })).toBeVisible();
  const letGo = await keepBack(page, /\/api\/leads\?search=lead\+12/);
  await page.keyboard.type("2");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { selected: true })).toHaveCount(0);
  letGo();
  await expect(page.getByRole("heading", { name: "Lead 12" })).toBeVisible();
});

test("Enter does not wait for what was typed over", async ({ page }) => {
  await foundOrganization(page, false);
  await importQuickly(page, "West", 12);
  await openPalette(page);
  const letGo = await keepBack(page, /\/api\/leads\?search=lead\+12/);
  await page.keyboard.type("lead 12");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Backspace");
  await expect(page.getByRole("option", { name: /Lead 10/ })).toBeVisible();
  letGo();
  await page.keyboard.type("1");
  await expect(page.getByRole("option", { selected: true })).toHaveText(/Lead 11/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Lead 11" })).toBeVisible();
});

test("one's own outcome stands on Today though the live line tells nothing", async ({ page }) => {
  // It is welcomed and answers, and no event comes through.
  await page.routeWebSocket(/\/api\/live\//, (line) => {
    const server = line.connectToServer();
    server.onMessage((message) => {
      if (!String(message).includes('"events"')) line.send(message);
    });
  });
  await foundOrganization(page, true);
  await callWithOutcome(page, await importQuickly(page, "West", 3));
  await page.keyboard.press("1");
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  const calls = page.getByRole("region", { name: "Recent calls" });
  await expect(calls).toContainText("Not ended");
  await expect(calls).toContainText("Connected", { timeout: SAVED_WITHIN_MS });
  await expect(page.getByRole("link", { name: /West.*2 of 3 left/ })).toBeVisible();
});

test("a first look that was asked for before the outcome was saved is looked at again", async ({
  page,
}) => {
  await foundOrganization(page, true);
  await callWithOutcome(page, await importQuickly(page, "West", 3));
  const begun = page.waitForRequest(/\/api\/calls\?/);
  const letGo = await keepBack(page, /\/api\/calls\?/);
  const saved = page.waitForResponse(
    (response) =>
      response.request().method() === "PUT" &&
      response.request().postData()?.includes('"connected"') === true,
    { timeout: SAVED_WITHIN_MS },
  );
  await page.keyboard.press("1");
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await begun;
  await (await saved).finished();
  await expect(page.getByRole("link", { name: /West.*2 of 3 left/ })).toBeVisible();
  letGo();
  const calls = page.getByRole("region", { name: "Recent calls" });
  await expect(calls).toContainText("Connected");
});
