import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HOLD_MS } from "../../src/renderer/dial/dialMachine.ts";
import { expect, test } from "../electronTest.ts";
import { linkFromMail } from "../journey/linkFromMail.ts";
import { newEmail } from "../journey/newEmail.ts";
import { PASSWORD } from "../journey/signUpQuickly.ts";
import { zoneAtNoon } from "../journey/zoneAtNoon.ts";

/** The file, with a column that says it is noon where the leads are, whenever this runs. */
function leadsAtNoon(): { name: string; mimeType: string; buffer: Buffer } {
  const lines = readFileSync(join(import.meta.dirname, "../journey/leads.csv"), "utf8").trimEnd();
  const [header = "", ...rows] = lines.split("\n");
  const zoned = [`${header},Time zone`, ...rows.map((row) => `${row},${zoneAtNoon()}`)];
  return { name: "leads.csv", mimeType: "text/csv", buffer: Buffer.from(zoned.join("\n")) };
}

test("from sign-up to three calls by keyboard alone, and they are there after a restart", async ({
  app,
}) => {
  test.setTimeout(120_000);
  const { page } = app;
  const keys = page.keyboard;
  const email = newEmail("first");

  await test.step("three fields make an account", async () => {
    await app.goto("/sign-up");
    await expect(page.getByLabel("Your name")).toBeFocused();
    await keys.type("Ada Byron");
    await keys.press("Tab");
    await keys.type(email);
    await keys.press("Tab");
    await keys.type(PASSWORD);
    await keys.press("Enter");
    await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  });

  await test.step("the organisation gets its name", async () => {
    await keys.type("Northwind");
    await keys.press("Enter");
    await expect(page.getByRole("heading", { name: "Whom will you call?" })).toBeVisible();
  });

  await test.step("a file becomes a list, matched by itself", async () => {
    await page.getByLabel("Choose a CSV file").setInputFiles(leadsAtNoon());
    await expect(page.getByRole("heading", { name: "Check the columns" })).toBeVisible();
    for (const [header, field] of [
      ["Full Name", "Name"],
      ["Phone Number", "Phone"],
      ["ZIP Code", "ZIP code"],
      ["Notes from fair", "Keep as custom field"],
      ["Time zone", "Time zone"],
    ] as const)
      await expect(page.getByLabel(`What ${header} is`)).toHaveText(field);
    await page.getByLabel("List name").fill("Spring fair");
    await keys.press("Enter");
    await expect(page.getByRole("heading", { name: "Spring fair is in" })).toBeVisible();
    await expect(page.getByText("4 leads added, 3 rows refused.")).toBeVisible();
    for (const reason of [
      "Neither a name nor a company",
      "Not a phone number that exists",
      "Twice in this file",
    ])
      await expect(page.getByRole("cell", { name: reason })).toBeVisible();
  });

  await test.step("the report of refused rows is a file", async () => {
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download report" }).click();
    expect((await coming).suggestedFilename()).toBe("Spring fair - not imported.csv");
  });

  await test.step("without proof no call leaves, and one line says why", async () => {
    await page.getByRole("link", { name: "Start dialing" }).click();
    await expect(page.getByRole("heading", { name: "Ada Lindqvist" })).toBeVisible();
    await keys.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "confirm your address" })).toBeVisible();
    expect(await app.shellOpened()).toEqual([]);
  });

  await test.step("the mailed link proves the address, by its button", async () => {
    await app.goto(await linkFromMail(email, "verify_email"));
    await page.getByRole("button", { name: "Confirm my address" }).press("Enter");
    await expect(page.getByText(`${email} is yours`)).toBeVisible();
    await page.getByRole("link", { name: "Go to SalesPulse" }).press("Enter");
    await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
    await expect(page.getByText("Confirm your address to call")).toBeHidden();
  });

  await test.step("three calls, three outcomes, no mouse", async () => {
    await keys.press("g");
    await keys.press("d");
    for (const [name, phone, notes, key] of [
      ["Ada Lindqvist", "(415) 555-0142", "Wants 3 seats, call back in 2 weeks", "1"],
      ["Jorge Ortiz", "(212) 555-0101", "", "2"],
      ["Mei Tanaka", "(303) 555-0117", "Asked for 7 references", "6"],
    ] as const) {
      const heading = page.getByRole("heading", { name });
      await expect(heading).toBeFocused();
      await expect(page.getByText(phone)).toBeVisible();
      // The address was proved a moment ago: leave to call comes with the next answer.
      await expect(page.getByText(/^Allowed: /)).toBeVisible();
      await keys.press("Enter");
      await expect(page.getByText("In call", { exact: true }).first()).toBeVisible();
      if (notes !== "") {
        await keys.press("n");
        await keys.type(notes);
        await keys.press("Escape");
      }
      await keys.press(key);
      // A callback asks for its time: tomorrow at nine by their clock.
      if (key === "6") {
        await keys.press("1");
        await keys.press("Enter");
      }
    }
    await expect(page.getByRole("heading", { name: "Sam Okafor" })).toBeVisible();
    expect(await app.shellOpened()).toEqual([
      "tel:+14155550142",
      "tel:+12125550101",
      "tel:+13035550117",
    ]);
  });

  const expectTheCalls = async (now: typeof page) => {
    const calls = now.getByRole("region", { name: "Recent calls" }).getByRole("listitem");
    await expect(calls).toHaveCount(3);
    await expect(calls.filter({ hasText: "Ada Lindqvist" })).toContainText("Connected");
    await expect(calls.filter({ hasText: "Ada Lindqvist" })).toContainText(
      "Wants 3 seats, call back in 2 weeks",
    );
    await expect(calls.filter({ hasText: "Jorge Ortiz" })).toContainText("Voicemail");
    // The end of a call is kept back as long as it can be taken back.
    await expect(calls.filter({ hasText: "Mei Tanaka" })).toContainText("Callback", {
      timeout: HOLD_MS + 10_000,
    });
    const day = now.getByRole("region", { name: "My day" });
    await expect(day.getByText("Calls").locator("xpath=following-sibling::dd")).toHaveText("3");
    await expect(day.getByText("Reached").locator("xpath=following-sibling::dd")).toHaveText("2");
    await expect(now.getByRole("link", { name: /Spring fair.*3 of 4 left/ })).toBeVisible();
  };

  await test.step("they stand on Today", async () => {
    await keys.press("g");
    await keys.press("t");
    await expectTheCalls(page);
  });

  await test.step("and after a restart too, still signed in", async () => {
    const again = await app.restart();
    await app.goto("/today");
    await expectTheCalls(again);
  });
});
