import { readFile } from "node:fs/promises";
import { api } from "#shared/api";
import { askApi } from "../journey/askApi.ts";
import { expectNoViolations } from "../journey/expectNoViolations.ts";
import { importQuickly } from "../journey/importQuickly.ts";
import { joinQuickly } from "../journey/joinQuickly.ts";
import { openWindow } from "../journey/openWindow.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";
import { unzip } from "../journey/unzip.ts";
import { expect, test } from "../webTest.ts";

test("an admin exports everything and erases a person whom a rep is calling at that moment", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const page = await openWindow(browser, baseURL);
  const goto = async (path: string) => void (await page.goto(path));
  await signUpQuickly({ page, goto }, { proven: true });
  const list = await importQuickly(page, "West", 12);
  const rep = await joinQuickly(page, await openWindow(browser, baseURL), "rep");

  await test.step("by the keyboard, the export goes on and can be read back whole", async () => {
    await page.goto("/admin/data");
    await page.getByText("before packing").waitFor();
    await page.getByRole("button", { name: "Start an export" }).focus();
    await page.keyboard.press("Enter");
    const link = page.getByRole("link", { name: /^Download the export/ });
    await expect(link).toBeVisible({ timeout: 30_000 });
    const downloaded = page.waitForEvent("download");
    await link.focus();
    await page.keyboard.press("Enter");
    const file = await downloaded;
    expect(file.suggestedFilename()).toMatch(/^salespulse-export-\d{4}-\d\d-\d\d\.zip$/);
    const files = unzip(await readFile(await file.path()));
    const rowsOf = (table: string) =>
      (files.get(`${table}.ndjson`) ?? "").split("\n").filter((line) => line !== "").length;
    const { count } = api.countLeads.answer.parse(
      await askApi(page, "POST", "/api/leads/count", { filter: [] }),
    );
    expect(rowsOf("leads")).toBe(count);
    expect(rowsOf("list_leads")).toBe(12);
    expect(rowsOf("memberships")).toBe(2);
    expect(files.get("README.txt")).toContain("export of Northwind");
  });

  await test.step("a rep begins a call", async () => {
    await rep.goto(`/dial/${list}`);
    await expect(rep.getByRole("heading", { name: "Lead 1", exact: true }).first()).toBeVisible();
    await expect(rep.getByText(/^Allowed: /)).toBeVisible();
    await rep.keyboard.press("Enter");
    await expect(rep.getByRole("timer").first()).toBeVisible();
    await expect
      .poll(async () => {
        const answer = await askApi(rep, "GET", "/api/calls");
        return api.listCalls.answer.parse(answer).calls.length;
      })
      .toBe(1);
  });

  await test.step("the person is looked up, confirmed by typing, and erased", async () => {
    await page.getByLabel("Mail address or phone number").fill("(415) 555-0100");
    await page.keyboard.press("Enter");
    await expect(page.getByText("1 lead found")).toBeVisible();
    await expect(page.getByText("A rep has them in front of them just now.")).toBeVisible();
    await page.getByLabel("Confirmation").fill("+14155550101");
    await page.keyboard.press("Enter");
    await expect(page.getByText("does not match")).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoViolations(page, `an erasure's preview, ${colorScheme}`);
    }
    await page.getByLabel("Confirmation").fill("+14155550100");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^Receipt/ }).click({ timeout: 30_000 });
    const receipt = page.getByRole("dialog", { name: "Receipt of an erasure" });
    await expect(receipt).toContainText("Leads erased1");
    await expect(receipt).toContainText("stays on the do-not-call list");
    await expect(receipt).not.toContainText("Lead 1");
    await expectNoViolations(page, "a receipt");
    const downloaded = page.waitForEvent("download");
    await receipt.getByRole("button", { name: "Download as text" }).click();
    const text = await readFile(await (await downloaded).path(), "utf8");
    expect(text).toMatch(/Leads erased +1/);
    expect(text).not.toMatch(/5550100|555-0100/);
    await page.keyboard.press("Escape");
  });

  await test.step("the rep ends the call, reads why it is not kept, and goes on", async () => {
    await rep.keyboard.press("1");
    await expect(rep.getByRole("alert").filter({ hasText: "was erased" })).toBeVisible({
      timeout: 20_000,
    });
    await expect(rep.getByRole("heading", { name: "Lead 2", exact: true }).first()).toBeVisible();
    await expect(rep.getByText(/^Allowed: /)).toBeVisible();
    await rep.keyboard.press("Enter");
    await expect(rep.getByRole("timer").first()).toBeVisible();
    await rep.keyboard.press("1");
    await expect(rep.getByRole("heading", { name: "Lead 3", exact: true }).first()).toBeVisible();
  });

  await test.step("nobody is found by the number, and the export of before is gone", async () => {
    await page.goto("/leads");
    await expect(page.getByRole("link", { name: "Lead 2", exact: true })).toBeVisible();
    await expect(page.getByRole("link", { name: "Lead 1", exact: true })).toHaveCount(0);
    const answer = await askApi(page, "GET", "/api/leads?search=4155550100");
    expect(api.listLeads.answer.parse(answer).leads).toEqual([]);
    await page.goto("/admin/data");
    await expect(page.getByText("The file is gone.")).toBeVisible();
    await page.getByLabel("Mail address or phone number").fill("415-555-0100");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Nothing found")).toBeVisible();
    await expect(page.getByText("The same was searched for and erased on")).toBeVisible();
  });
});
