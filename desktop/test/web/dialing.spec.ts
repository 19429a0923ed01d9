import { readStack } from "../journey/readStack.ts";
import { expect, test } from "../webTest.ts";

test("a call is handed to the system, and the keyboard stays with the call", async ({ page }) => {
  const rep = readStack().accounts.find((account) => account.role === "rep");
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(rep?.email ?? "");
  await page.getByLabel("Password", { exact: true }).fill(rep?.password ?? "");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Start dialing" })).toBeVisible();
  await page.keyboard.press("Enter");
  const lead = page.getByLabel("Lead", { exact: true }).getByRole("heading").first();
  await expect(lead).toBeFocused();
  const name = (await lead.textContent()) ?? "";

  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Connected" })).toBeVisible();
  await page.keyboard.press("n");
  await page.keyboard.type("Asked for 3 prices.");
  await expect(page.getByLabel("Notes")).toHaveValue("Asked for 3 prices.");
  await page.keyboard.press("Escape");
  await page.keyboard.press("1");
  await expect(lead).not.toHaveText(name);

  await page.goto("/today");
  await expect(page.getByRole("region", { name: "Recent calls" })).toContainText(name);
});
