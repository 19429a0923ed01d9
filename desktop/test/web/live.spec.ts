import type { Page } from "@playwright/test";
import { api } from "#shared/api";
import { askApi } from "../journey/askApi.ts";
import { askForVersion } from "../journey/askForVersion.ts";
import { importQuickly } from "../journey/importQuickly.ts";
import { joinQuickly } from "../journey/joinQuickly.ts";
import { openWindow } from "../journey/openWindow.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";
import { expect, test } from "../webTest.ts";

const firstLead = async (page: Page, listId: string) => {
  const { leads } = api.findLeads.answer.parse(
    await askApi(page, "POST", "/api/leads/find", { listId }),
  );
  return leads[0]?.id ?? "";
};

/** Marks the page, so that a reload would be seen. */
const mark = (page: Page) =>
  page.evaluate(() => document.documentElement.setAttribute("data-not-reloaded", ""));
const isMarked = (page: Page) => page.locator("html[data-not-reloaded]").count();

test("what one changes stands on the other's open screen a moment later", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(90_000);
  const admin = await openWindow(browser, baseURL);
  const goto = async (path: string) => void (await admin.goto(path));
  await signUpQuickly({ page: admin, goto }, { proven: true });
  const list = await importQuickly(admin, "Shared", 3);
  const lead = await firstLead(admin, list);
  const rep = await joinQuickly(admin, await openWindow(browser, baseURL), "rep");

  await test.step("a fact of a lead", async () => {
    await rep.goto(`/leads/${lead}`);
    await expect(rep.getByRole("button", { name: /^Company: Contoso/ })).toBeVisible();
    await mark(rep);
    await admin.goto(`/leads/${lead}`);
    await admin.getByRole("button", { name: /^Company: Contoso/ }).click();
    await admin.keyboard.press("ControlOrMeta+a");
    await admin.keyboard.type("Northwind");
    await admin.keyboard.press("Enter");
    await expect(rep.getByRole("button", { name: /^Company: Northwind/ })).toBeVisible();
  });

  await test.step("what is being typed stays as it is", async () => {
    await rep.getByRole("button", { name: /^City:/ }).click();
    await rep.keyboard.type("Oak");
    await askApi(admin, "PATCH", `/api/leads/${lead}`, { company: "Fabrikam" });
    await expect(rep.getByRole("button", { name: /^Company: Fabrikam/ })).toBeVisible();
    await rep.keyboard.type("land");
    await expect(rep.getByRole("textbox", { name: "City" })).toHaveValue("Oakland");
    await rep.keyboard.press("Escape");
    expect(await isMarked(rep)).toBe(1);
  });

  await test.step("a row of the table", async () => {
    await admin.goto("/leads");
    await expect(admin.getByRole("cell", { name: "Fabrikam" })).toBeVisible();
    await mark(admin);
    await askApi(rep, "PATCH", `/api/leads/${lead}`, { company: "Tailspin" });
    await expect(admin.getByRole("cell", { name: "Tailspin" })).toBeVisible();
    expect(await isMarked(admin)).toBe(1);
  });

  await test.step("a list", async () => {
    await rep.goto("/today");
    await expect(rep.getByText("Shared", { exact: true }).first()).toBeVisible();
    await mark(rep);
    await importQuickly(admin, "Fresh this morning", 1, { areaCode: "510" });
    await expect(rep.getByText("Fresh this morning").first()).toBeVisible();
    expect(await isMarked(rep)).toBe(1);
  });

  await test.step("an outcome", async () => {
    await admin.goto(`/leads/${lead}`);
    await expect(admin.getByRole("heading", { name: "Lead 1" }).first()).toBeVisible();
    await mark(admin);
    await rep.goto(`/dial/lead/${lead}`);
    await expect(rep.getByText(/^Allowed/).first()).toBeVisible();
    await rep.keyboard.press("Enter");
    await expect(rep.getByText("In call", { exact: true }).first()).toBeVisible();
    await rep.keyboard.press("n");
    await rep.keyboard.type("Wants 40 seats");
    await rep.keyboard.press("Escape");
    await rep.keyboard.press("1");
    await expect(admin.getByText("Wants 40 seats")).toBeVisible();
    await expect(admin.getByRole("main").getByText("Connected").first()).toBeVisible();
    expect(await isMarked(admin)).toBe(1);
  });

  await test.step("a role", async () => {
    await rep.goto("/today");
    await expect(rep.getByRole("heading", { name: "Today" })).toBeVisible();
    await expect(rep.getByRole("link", { name: "Team" })).toBeHidden();
    await mark(rep);
    const { user } = api.getMe.answer.parse(await askApi(rep, "GET", "/api/me"));
    await askApi(admin, "PATCH", `/api/members/${user.id}`, { role: "manager" });
    await expect(rep.getByRole("link", { name: "Team" })).toBeVisible();
    expect(await isMarked(rep)).toBe(1);
  });
});

test("a version that is too old is told so, and works on", async ({ browser, baseURL }) => {
  const page = await openWindow(browser, baseURL);
  const goto = async (path: string) => void (await page.goto(path));
  await signUpQuickly({ page, goto }, { proven: true });
  const connection = page.getByRole("complementary", { name: "Navigation and account" });
  const bar = page.getByText("This version of SalesPulse is too old.");
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
  await expect(bar).toBeHidden();
  await askForVersion("999.0.0");
  try {
    await page.reload();
    await expect(bar).toBeVisible();
    await expect(connection.getByText("Live updates paused").first()).toBeVisible();
    await page.getByRole("textbox", { name: "Add a task" }).fill("Still here");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("checkbox", { name: "Done: Still here" })).toBeVisible();
  } finally {
    await askForVersion("0.0.0");
  }
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(connection.getByText("Connected").first()).toBeVisible();
  await expect(bar).toBeHidden();
});
