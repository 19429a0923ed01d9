import { readFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { api } from "#shared/api";
import { expect, test } from "../electronTest.ts";
import { agreeContract } from "../journey/agreeContract.ts";
import { askApi } from "../journey/askApi.ts";
import { importQuickly } from "../journey/importQuickly.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";

const LEADS = [
  {
    name: "Ada Byron",
    company: "Northwind",
    phone: "2125550101",
    city: "Boston",
    state: "MA",
    score: "10",
  },
  {
    name: "Jorge Ortiz",
    company: "Contoso",
    phone: "2125550102",
    city: "Oakland",
    state: "CA",
    score: "90",
  },
  {
    name: "Mei Tanaka",
    company: "Contoso",
    phone: "2125550103",
    city: "Salem",
    state: "OR",
    score: "50",
  },
  {
    name: "Sam Okafor",
    company: "Fabrikam",
    phone: "2125550104",
    city: "Fresno",
    state: "CA",
    score: "-5",
  },
];

/** A list of four different leads with a custom field. Answers its id. */
async function importFour(page: Page): Promise<string> {
  const id = randomUUID();
  await askApi(page, "POST", "/api/lists", { id, name: "Four" });
  await askApi(page, "POST", `/api/lists/${id}/leads`, {
    rows: LEADS.map((fields, index) => ({
      rowNumber: index + 1,
      fields,
      custom: { Beds: String(index * 100) },
    })),
  });
  return id;
}

const names = (page: Page) =>
  page.getByRole("table", { name: "Leads" }).getByRole("link").allTextContents();

test("filter, order and columns stand in the address, and a view brings them back", async ({
  app,
}) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await importFour(page);
  await app.goto("/leads");
  await expect(page.getByText("4 leads", { exact: true })).toBeVisible();

  await test.step("a filter and an order", async () => {
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await page.getByRole("combobox", { name: "Condition" }).click();
    await page.getByRole("option", { name: "is any of" }).click();
    await page.getByLabel("Value").fill("CA, or");
    await page.keyboard.press("Enter");
    await expect(page.getByText("3 leads", { exact: true })).toBeVisible();
    await page.keyboard.press("f");
    await page.getByRole("checkbox", { name: "Score" }).check();
    await page.getByRole("checkbox", { name: "Beds" }).check();
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: "Score", exact: true }).click();
    await expect.poll(() => names(page)).toEqual(["Jorge Ortiz", "Mei Tanaka", "Sam Okafor"]);
    await expect(page.getByRole("columnheader", { name: "Score" })).toHaveAttribute(
      "aria-sort",
      "descending",
    );
  });

  await test.step("are saved as a view", async () => {
    await page.getByRole("button", { name: "Save as view" }).click();
    await page.getByLabel("Name", { exact: true }).fill("West by score");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("link", { name: "West by score" })).toHaveAttribute(
      "aria-current",
      "page",
    );
  });

  await test.step("back and forward go through what was shown", async () => {
    await page.getByRole("button", { name: /Remove: State is any of/ }).click();
    await expect(page.getByText("4 leads", { exact: true })).toBeVisible();
    await page.goBack();
    await expect(page.getByText("3 leads", { exact: true })).toBeVisible();
    await page.goForward();
    await expect(page.getByText("4 leads", { exact: true })).toBeVisible();
  });

  await test.step("the view brings all of it back, after a restart too", async () => {
    const again = await app.restart();
    await app.goto("/leads");
    await again.getByRole("link", { name: "West by score" }).click();
    await expect(again.getByText("State is any of CA, or")).toBeVisible();
    await expect.poll(() => names(again)).toEqual(["Jorge Ortiz", "Mei Tanaka", "Sam Okafor"]);
    await expect(again.getByRole("columnheader", { name: "Beds" })).toBeVisible();
  });
});

test("many are changed at once by keyboard, and all that match", async ({ app }) => {
  const { page } = app;
  const keys = page.keyboard;
  await signUpQuickly(app, { proven: false });
  const four = await importFour(page);
  await importQuickly(page, "Long", 130);
  await app.goto("/leads");
  await expect(page.getByText("134 leads", { exact: true })).toBeVisible();

  await test.step("x selects, Shift and x a range", async () => {
    await keys.press("j");
    await keys.press("x");
    await keys.press("j");
    await keys.press("j");
    await keys.press("Shift+X");
    await expect(page.getByText("3 selected")).toBeVisible();
    await keys.press("Escape");
    await expect(page.getByText("3 selected")).toBeHidden();
  });

  await test.step("all that match go to a new list", async () => {
    await page.getByLabel("Search leads").fill("Contoso");
    await expect(page.getByText("132 leads", { exact: true })).toBeVisible();
    await keys.press("Escape");
    await keys.press("ControlOrMeta+a");
    await expect(page.getByText("132 selected")).toBeVisible();
    await page.getByRole("button", { name: "Add to list" }).click();
    await page.getByLabel("List name").fill("All of Contoso");
    await keys.press("Enter");
    await expect(page.getByText("132 leads added to the list")).toBeVisible();
  });

  await test.step("the score of two is set, and one is deleted", async () => {
    await app.goto(`/leads?list=${four}`);
    await page.getByRole("checkbox", { name: "Select Ada Byron" }).click();
    await page.getByRole("checkbox", { name: "Select Jorge Ortiz" }).click();
    await page.getByRole("button", { name: "More for the selected leads" }).click();
    await page.getByRole("menuitem", { name: "Set score" }).click();
    await page.getByRole("textbox", { name: "Score" }).fill("77");
    await keys.press("Enter");
    await expect(page.getByText("2 leads changed")).toBeVisible();
    await page.getByRole("checkbox", { name: "Select Sam Okafor" }).click();
    await page.getByRole("button", { name: "More for the selected leads" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await expect(page.getByRole("alertdialog")).toContainText("Delete 1 lead?");
    await page.getByRole("button", { name: "Delete" }).click();
    await expect(page.getByText("1 lead deleted")).toBeVisible();
    await expect.poll(() => names(page)).toEqual(["Ada Byron", "Jorge Ortiz", "Mei Tanaka"]);
    const { leads } = api.findLeads.answer.parse(
      await askApi(page, "POST", "/api/leads/find", { listId: four }),
    );
    expect(leads.map(({ score }) => score)).toEqual([77, 77, 50]);
  });
});

test("a leap through a long table shows the rows there, and all but one are chosen", async ({
  app,
}) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await importQuickly(page, "Long", 400);
  await app.goto("/leads");
  await expect(page.getByText("400 leads", { exact: true })).toBeVisible();
  const table = page.getByRole("table", { name: "Leads" });
  await expect(table).toHaveAttribute("aria-rowcount", "401");
  await table.locator("..").focus();
  await page.keyboard.press("End");
  await expect(page.getByRole("link", { name: "Lead 99", exact: true })).toBeInViewport();
  await page.keyboard.press("ControlOrMeta+a");
  await page.getByRole("checkbox", { name: "Select Lead 99", exact: true }).click();
  await expect(page.getByText("399 selected")).toBeVisible();
  await page.getByLabel("Search leads").fill("Contoso");
  await expect(page.getByRole("link", { name: "Lead 1", exact: true })).toBeInViewport();
});

test("a list kept current follows its filter, and a lead is added by hand", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await agreeContract(page);
  await importFour(page);
  const where = JSON.stringify([{ field: "state", operator: "is", value: "ca" }]);
  await app.goto(`/leads?where=${encodeURIComponent(where)}`);
  await expect(page.getByText("2 leads", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "More for leads" }).click();
  await page.getByRole("menuitem", { name: "New list of these leads" }).click();
  await page.getByLabel("Name", { exact: true }).fill("California");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "List" })).toHaveText("California");

  await page.getByRole("button", { name: "More for leads" }).click();
  await page.getByRole("menuitem", { name: "Add a lead" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Noor Haddad");
  await page.getByLabel("Phone").fill("(415) 555-0199");
  await page.getByLabel("State").fill("CA");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Noor Haddad" })).toBeVisible();

  await app.goto("/lists");
  const row = page.getByRole("row", { name: /California/ });
  await expect(row).toContainText("Kept current");
  await row.getByRole("button", { name: "More for California" }).click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  await page.getByRole("button", { name: "State is ca", exact: true }).click();
  await page.getByLabel("Value").fill("MA");
  await page.getByRole("button", { name: "Change" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Massachusetts");
  await page.getByRole("button", { name: "Save" }).click();
  const changed = page.getByRole("row", { name: /Massachusetts/ });
  await expect(changed.getByRole("cell").nth(5)).toHaveText("1");
});

test("what the table shows is exported, and the file is imported as it was", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await importFour(page);
  const search = new URLSearchParams({
    columns: JSON.stringify(["name", "phone", "score", "custom.Beds"]),
    sort: "-score",
  });
  await app.goto(`/leads?${search.toString()}`);
  await expect(page.getByText("4 leads", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "More for leads" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Export these leads" }).click(),
  ]);
  const csv = await readFile(await download.path(), "utf8");
  expect(csv).toBe(
    [
      "\ufeffName,Phone,Score,Beds",
      "Jorge Ortiz,+12125550102,90,100",
      "Mei Tanaka,+12125550103,50,200",
      "Ada Byron,+12125550101,10,0",
      "Sam Okafor,+12125550104,-5,300",
    ].join("\r\n"),
  );
});
