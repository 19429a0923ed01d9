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

  await page.getByRole("link", { name: "Password" }).click();
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

  await page.getByRole("link", { name: "Sessions" }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("harbour lantern seven");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
});

test("the theme follows the choice, at once and after a restart", async ({ app }) => {
  await signUpQuickly(app, { proven: false });
  await app.goto("/settings/appearance");
  const background = (page: typeof app.page) =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await app.page.getByRole("radio", { name: "Light" }).click();
  const light = await background(app.page);
  await app.page.getByRole("radio", { name: "Dark" }).click();
  const dark = await background(app.page);
  expect(dark).not.toBe(light);
  const again = await app.restart();
  await app.goto("/settings/appearance");
  await expect(again.getByRole("radio", { name: "Dark" })).toBeChecked();
  expect(await background(again)).toBe(dark);
});

test("single letters can be switched off, so that dictation does no harm", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await app.goto("/settings/appearance");
  await page.getByRole("switch", { name: /Single letters are keys/ }).click();
  await page.getByRole("heading", { name: "Settings" }).click();
  await page.keyboard.press("?");
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("combobox", { name: "Search or jump to" })).toBeFocused();
  await page.keyboard.type("today");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
});

test("calls are handed over as this computer needs it, tried by a button, and still so after a restart", async ({
  app,
}) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await app.goto("/settings/calls");
  const card = page.getByRole("region", { name: "How calls are placed" });
  const tryIt = card.getByRole("button", { name: "Test" });
  await tryIt.click();
  await expect(card.getByText("Handed over: tel:+14155550100")).toBeVisible();

  await card.getByLabel("A SIP app").click();
  await card.getByLabel("Domain").fill("not a domain");
  await expect(card.getByText("Domain must be a domain")).toBeVisible();
  await expect(card.getByText("Not in use yet. Calls go out as tel:")).toBeVisible();
  await card.getByLabel("Domain").fill("sip.example.com");
  await card.getByLabel("Test with").fill("212 555 0123");
  await tryIt.click();
  await expect(card.getByText("Handed over: sip:+12125550123@sip.example.com")).toBeVisible();

  await card.getByLabel("An address of my own").click();
  const address = card.getByLabel("Address", { exact: true });
  await address.fill("javascript:alert({number})");
  await expect(card.getByText(/must not begin with javascript:/)).toBeVisible();
  await address.fill("rcapp://r/call?number={number}");
  await card.getByLabel("Test with").fill("no number");
  await tryIt.click();
  await expect(card.getByText("Test with must be a phone number")).toBeVisible();
  await card.getByLabel("Test with").fill("(415) 555-0199");
  await tryIt.click();
  await expect
    .poll(() => app.shellOpened())
    .toEqual([
      "tel:+14155550100",
      "sip:+12125550123@sip.example.com",
      "rcapp://r/call?number=%2B14155550199",
    ]);

  const again = await app.restart();
  await app.goto("/settings/calls");
  await expect(again.getByLabel("Address", { exact: true })).toHaveValue(
    "rcapp://r/call?number={number}",
  );
});
