import { importQuickly } from "../journey/importQuickly.ts";
import { readStack } from "../journey/readStack.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";
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

test("a screen that was never seen opens without a network, and the call goes on", async ({
  page,
  context,
}) => {
  const goto = async (path: string) => void (await page.goto(path));
  await signUpQuickly({ page, goto }, { proven: true });
  const list = await importQuickly(page, "West", 3);
  const fetched = page.waitForResponse(/\/assets\/SettingsScreen-/);
  await page.goto(`/dial/${list}`);
  await expect(page.getByText(/^Allowed: /)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText("In call", { exact: true }).first()).toBeVisible();
  await (await fetched).finished();

  await context.setOffline(true);
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await expect(page.getByRole("link", { name: /In a call with Lead 1/ })).toBeVisible();
});
