import { readFile } from "node:fs/promises";
import { api } from "#shared/api";
import { expect, test } from "../electronTest.ts";
import { askApi } from "../journey/askApi.ts";
import { importQuickly } from "../journey/importQuickly.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";

/** Text as Excel saves it under "Unicode text": UTF-16, little end first, with its mark. */
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");

const file = (name: string, buffer: Buffer) => ({ name, mimeType: "text/csv", buffer });

test("a nasty file: UTF-16, semicolons, no header row, line breaks in quotes", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await app.goto("/import");
  const rows = [
    [
      "Zoë Lindqvist",
      "Northwind LLC",
      "(415) 555-0142",
      "zoe@example.com",
      "CA",
      '"Met at fair;\r\ncall in May"',
    ],
    ["Jorge Ortiz", '"Contoso; Inc"', "212.555.0101", "jorge@example.com", "NY", ""],
    ["Nobody Atall", "Fabrikam Ltd", "555-01", "nobody@example.com", "TX", ""],
    ["Twice Ortiz", "Contoso Inc", "2125550101", "twice@example.com", "NY", ""],
  ];
  const text = rows.map((row) => row.join(";")).join("\r\n");
  await page.getByLabel("Choose a CSV file").setInputFiles(file("fair.csv", utf16(text)));

  await expect(page.getByRole("heading", { name: "Check the columns" })).toBeVisible();
  await expect(page.getByLabel("The first row names the columns")).not.toBeChecked();
  for (const [column, field] of [
    ["Column 1", "Name"],
    ["Column 2", "Company"],
    ["Column 3", "Phone"],
    ["Column 4", "Email"],
    ["Column 5", "State"],
    ["Column 6", "Keep as custom field"],
  ] as const)
    await expect(page.getByLabel(`What ${column} is`)).toHaveText(field);
  await page.getByRole("button", { name: "Import 4 rows" }).click();

  await expect(page.getByText("2 leads added")).toBeVisible();
  const refused = page.getByRole("row", { name: /Nobody Atall|Twice Ortiz/ });
  await expect(refused.filter({ hasText: "Nobody Atall" })).toContainText("Not a phone number");
  await expect(refused.filter({ hasText: "Twice Ortiz" })).toContainText("Twice in this file");

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download report" }).click(),
  ]);
  const report = await readFile(await download.path(), "utf8");
  expect(report.replace("\ufeff", "").split("\r\n")).toEqual([
    "Row,Reason,Column 1,Column 2,Column 3,Column 4,Column 5,Column 6",
    "3,Not a phone number that exists,Nobody Atall,Fabrikam Ltd,555-01,nobody@example.com,TX,",
    "4,Twice in this file,Twice Ortiz,Contoso Inc,2125550101,twice@example.com,NY,",
  ]);

  const { leads } = api.findLeads.answer.parse(
    await askApi(page, "POST", "/api/leads/find", { search: "Lindqvist" }),
  );
  expect(leads).toMatchObject([
    {
      name: "Zoë Lindqvist",
      phone: "+14155550142",
      timeZone: "America/Los_Angeles",
      custom: { "Column 6": "Met at fair;\r\ncall in May" },
    },
  ]);
});

test("the same file again adds nothing and leads to the leads that are there", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await importQuickly(page, "West", 1);
  await app.goto("/import");
  const text =
    "Name,Phone,Time zone,Score\nLead 1,4155550100,,\nMei Tanaka,3035550117,Pacific/Guam,70\n";
  await page.getByLabel("Choose a CSV file").setInputFiles(file("more.csv", Buffer.from(text)));
  await page.getByRole("combobox", { name: "Into" }).click();
  await page.getByRole("option", { name: "West" }).click();
  await page.getByRole("button", { name: "Import 2 rows" }).click();
  await expect(page.getByText("1 lead added")).toBeVisible();

  await page.getByRole("link", { name: "Already in your organization" }).click();
  await expect(page.getByRole("heading", { name: "Lead 1" })).toBeVisible();
  const { leads } = api.findLeads.answer.parse(
    await askApi(page, "POST", "/api/leads/find", { search: "Mei" }),
  );
  expect(leads).toMatchObject([{ timeZone: "Pacific/Guam", timeZoneSource: "file", score: 70 }]);
});

test("50,000 rows are read, matched and sent while one goes elsewhere, and cancelled", async ({
  app,
}) => {
  test.setTimeout(180_000);
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await app.goto("/import");
  const lines = Array.from(
    { length: 50_000 },
    (_, index) => `"Lead, ${index}",Contoso,${2_125_550_000 + index},"two\nlines ${index}"`,
  );
  const text = ["Name,Company,Phone,Notes", ...lines].join("\n");
  await page.getByLabel("Choose a CSV file").setInputFiles(file("long.csv", Buffer.from(text)));
  await expect(page.getByText("50,000 rows in long.csv")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Import 50,000 rows" }).click();
  await expect(page.getByText(/rows\/s/)).toBeVisible({ timeout: 60_000 });
  // Elsewhere meanwhile: the import lives on, and the page answers.
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
  await page.getByRole("link", { name: "Import a list" }).first().click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText(/rows not looked at/)).toBeVisible({ timeout: 60_000 });
});

test("an import that the network cut off goes on by itself", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await app.goto("/import");
  const text = "Name,Phone\nMei Tanaka,3035550117\n";
  await page.getByLabel("Choose a CSV file").setInputFiles(file("west.csv", Buffer.from(text)));
  await page.route("**/api/**", (route) => route.abort());
  await page.getByRole("button", { name: "Import 1 row" }).click();
  await expect(page.getByRole("button", { name: "Resume" })).toBeVisible({ timeout: 60_000 });
  await page.unroute("**/api/**");
  await expect(page.getByText("1 lead added")).toBeVisible({ timeout: 60_000 });
});

test("an import is not left unasked, and is left when the person says so", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await app.goto("/import");
  const text = "Name,Phone\nMei Tanaka,3035550117\n";
  await page.getByLabel("Choose a CSV file").setInputFiles(file("west.csv", Buffer.from(text)));
  // The rows are on their way for as long as the test likes.
  const answer = Promise.withResolvers<null>();
  await page.route("**/api/lists/*/leads", async (route) => {
    await answer.promise;
    await route.abort();
  });
  await page.getByRole("button", { name: "Import 1 row" }).click();
  await expect(page.getByRole("button", { name: "Cancel" })).toBeVisible();

  await app.answerQuestions("Stay");
  await app.askToClose();
  await expect.poll(() => app.questions()).toHaveLength(1);
  await expect(page.getByRole("button", { name: "Cancel" })).toBeVisible();

  await app.answerQuestions("Leave");
  await page.reload();
  await expect(page.getByLabel("Choose a CSV file")).toBeAttached();
  expect(await app.questions()).toHaveLength(2);
  answer.resolve(null);
});

test("what is too large or no text is refused with its reason", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await app.goto("/import");
  const input = page.getByLabel("Choose a CSV file");
  await input.setInputFiles(
    file("sheet.csv", Buffer.from("PK\u0003\u0004\u0000\u0001\u0002\u0000")),
  );
  await expect(page.getByRole("alert")).toContainText("not a text file");
  // A file of that size, without its bytes: it is refused before it is read.
  await input.evaluate((element) => {
    const large = new File(["x"], "large.csv");
    Object.defineProperty(large, "size", { value: 100 * 1024 * 1024 + 1 });
    const transfer = new DataTransfer();
    transfer.items.add(large);
    element.dispatchEvent(
      new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }),
    );
  });
  await expect(page.getByRole("alert")).toContainText("100 MB");
});
