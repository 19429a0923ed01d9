import { api } from "#shared/api";
import { expect, test } from "../electronTest.ts";
import { askApi } from "../journey/askApi.ts";
import { importQuickly } from "../journey/importQuickly.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";

test("a lead's facts are changed where they stand, and its time tells what happened", async ({
  app,
}) => {
  const { page } = app;
  const keys = page.keyboard;
  await signUpQuickly(app, { proven: true });
  const list = await importQuickly(page, "West", 2);
  const { leads } = api.findLeads.answer.parse(
    await askApi(page, "POST", "/api/leads/find", { listId: list }),
  );
  const id = leads[0]?.id ?? "";
  const read = async () => api.getLead.answer.parse(await askApi(page, "GET", `/api/leads/${id}`));
  await app.goto(`/leads/${id}`);

  await test.step("texts: Enter saves, Escape leaves them as they were", async () => {
    await page.getByRole("button", { name: /^Company: Contoso/ }).click();
    await keys.press("ControlOrMeta+a");
    await keys.type("Northwind");
    await keys.press("Enter");
    await expect(page.getByRole("button", { name: /^Company: Northwind/ })).toBeFocused();
    await page.getByRole("button", { name: /^Name: Lead 1/ }).click();
    await keys.type("nonsense");
    await keys.press("Escape");
    await expect(page.getByRole("heading", { name: "Lead 1" })).toBeVisible();
    await expect.poll(async () => (await read()).lead.company).toBe("Northwind");
  });

  await test.step("a number that another lead has is refused, and stays to be corrected", async () => {
    await page.getByRole("button", { name: /^Phone:/ }).click();
    await keys.press("ControlOrMeta+a");
    await keys.type("415 555 0101");
    await keys.press("Enter");
    await expect(page.getByText("Another lead of your organization has this number")).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Phone" })).toHaveValue("415 555 0101");
    await keys.press("Escape");
    expect((await read()).lead.phone).toBe("+14155550100");
  });

  await test.step("the time zone is confirmed, a field of one's own comes and goes", async () => {
    await page.getByRole("button", { name: "Confirm", exact: true }).click();
    await expect(page.getByText("Told confirmed by a person")).toBeVisible();
    await page.getByRole("button", { name: "Add a field" }).click();
    await page.getByLabel("Name of the field").fill("Beds");
    await page.getByLabel("Value of the field").fill("120");
    await keys.press("Enter");
    await expect(page.getByRole("button", { name: /^Beds: 120/ })).toBeVisible();
    await page.getByRole("button", { name: "Remove Beds" }).click();
    await expect(page.getByRole("button", { name: /^Beds/ })).toBeHidden();
  });

  await test.step("a task is added and done, and both stand in the timeline", async () => {
    await page.getByRole("textbox", { name: "Add a task" }).fill("Send the price list");
    await keys.press("Enter");
    await page.getByRole("checkbox", { name: "Done: Send the price list" }).click();
    const timeline = page.getByRole("region", { name: "Timeline" }).getByRole("listitem");
    await expect(timeline).toHaveCount(3);
    await expect(timeline.nth(0)).toContainText("Done Send the price list");
    await expect(timeline.nth(2)).toContainText("Added");
  });

  await test.step("never to be called again: the page says so", async () => {
    await page.getByRole("button", { name: "Do not call" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Do not call" }).click();
    await expect(page.getByText("Never: the number is on the do-not-call list.")).toBeVisible();
    expect((await read()).lead.doNotCall).toBe(true);
  });

  await test.step("Escape goes back to the table as it was", async () => {
    await app.goto(`/leads?list=${list}&sort=-score`);
    await expect(page.getByRole("row", { name: /Lead 2/ })).toBeVisible();
    await keys.press("j");
    await keys.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Lead/);
    await keys.press("Escape");
    await expect(page.getByRole("combobox", { name: "List" })).toHaveText("West");
    await expect(
      page.getByRole("row", { name: /Lead/ }).and(page.locator("[aria-current]")),
    ).toHaveCount(1);
  });
});
