import { expect, test } from "../electronTest.ts";
import { PASSWORD, signUpQuickly } from "../journey/signUpQuickly.ts";

test("name, organisation and password are changed, and stay changed", async ({ app }) => {
  const { page } = app;
  const { email } = await signUpQuickly(app, { proven: false });
  await page.keyboard.press("g");
  await page.keyboard.press("s");

  const you = page.getByRole("region", { name: "You" });
  await you.getByLabel("Name").fill("Ada, Countess of Lovelace");
  await you.getByRole("button", { name: "Save" }).click();
  const organization = page.getByRole("region", { name: "Organization" });
  await organization.getByLabel("Organization name").fill("Analytical Engines");
  await organization.getByRole("button", { name: "Save" }).click();
  await expect(organization.getByRole("button", { name: "Save" })).toBeDisabled();

  const password = page.getByRole("region", { name: "Password" });
  await password.getByLabel("Current password").fill("not the right one");
  await password.getByLabel("New password").fill("harbour lantern seven");
  await page.keyboard.press("Enter");
  await expect(password.getByText("Current password is not right")).toBeVisible();
  await password.getByLabel("Current password").fill(PASSWORD);
  await password.getByLabel("New password").press("Enter");
  await expect(page.getByText("Your new password stands")).toBeVisible();

  await app.goto("/settings");
  await expect(you.getByLabel("Name")).toHaveValue("Ada, Countess of Lovelace");
  await expect(organization.getByLabel("Organization name")).toHaveValue("Analytical Engines");

  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("harbour lantern seven");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
});

test("the theme follows the choice, at once and after a restart", async ({ app }) => {
  await signUpQuickly(app, { proven: false });
  await app.goto("/settings");
  const background = (page: typeof app.page) =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await app.page.getByRole("radio", { name: "Light" }).click();
  const light = await background(app.page);
  await app.page.getByRole("radio", { name: "Dark" }).click();
  const dark = await background(app.page);
  expect(dark).not.toBe(light);
  const again = await app.restart();
  await app.goto("/settings");
  await expect(again.getByRole("radio", { name: "Dark" })).toBeChecked();
  expect(await background(again)).toBe(dark);
});

test("single letters can be switched off, so that dictation does no harm", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await app.goto("/settings");
  await page.getByRole("switch", { name: /Single letters are keys/ }).click();
  await page.getByRole("heading", { name: "Settings" }).click();
  await page.keyboard.press("?");
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.type("today");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
});
