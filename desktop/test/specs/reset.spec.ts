import { expect, test } from "../electronTest.ts";
import { askApi } from "../journey/askApi.ts";
import { linkFromMail } from "../journey/linkFromMail.ts";
import { newEmail } from "../journey/newEmail.ts";
import { PASSWORD, signUpQuickly } from "../journey/signUpQuickly.ts";

const NEW_PASSWORD = "harbour lantern seven";

test("a forgotten password is replaced through the mail, and the old one is dead", async ({
  app,
}) => {
  const { page } = app;
  const { email } = await signUpQuickly(app, { proven: true });
  await askApi(page, "POST", "/auth/v1/logout");

  await app.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot it?" }).click();
  await page.getByLabel("Email").fill(email);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Look into your mail" })).toBeVisible();

  const link = await linkFromMail(email, "reset_password");
  await app.goto(link);
  await page.getByLabel("New password").fill("password123");
  await page.keyboard.press("Enter");
  await expect(page.getByText("is too easy to guess").first()).toBeVisible();
  await page.getByLabel("New password").fill(NEW_PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();

  await test.step("the link works once", async () => {
    await app.goto(link);
    await page.getByLabel("New password").fill(NEW_PASSWORD);
    await page.keyboard.press("Enter");
    await expect(page.getByText("This link no longer works")).toBeVisible();
    await expect(page.getByRole("link", { name: "Ask for a new link" })).toBeVisible();
  });

  await test.step("only the new password signs in, back to where one was", async () => {
    await askApi(page, "POST", "/auth/v1/logout");
    await app.goto("/leads?q=ada");
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await expect(page.getByText("That address and password do not match")).toBeVisible();
    await page.getByLabel("Password", { exact: true }).fill(NEW_PASSWORD);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Leads" })).toBeVisible();
    await expect(page.getByLabel("Search leads")).toHaveValue("ada");
  });
});

test("an address without an account is answered just the same", async ({ app }) => {
  const { page } = app;
  await app.goto("/forgot-password");
  await page.getByLabel("Email").fill(newEmail("nobody"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Look into your mail" })).toBeVisible();
});

test("a damaged link says so, without asking anybody", async ({ app }) => {
  const { page } = app;
  for (const path of ["/reset-password", "/verify-email#token=%00", "/invite#token=short"]) {
    await app.goto(path);
    await expect(page.getByRole("heading", { name: "This link is not whole" })).toBeVisible();
  }
});

test("a session that ended elsewhere leads to sign-in, and back", async ({ app }) => {
  const { page } = app;
  const { email } = await signUpQuickly(app, { proven: false });
  await askApi(page, "POST", "/auth/v1/logout?scope=global");
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Leads", exact: true })).toBeVisible();
});

test("who is asked to sign in is never sent to a foreign page afterwards", async ({ app }) => {
  const { page } = app;
  const { email } = await signUpQuickly(app, { proven: false });
  await askApi(page, "POST", "/auth/v1/logout");
  await app.goto("/sign-in?next=%2F%2Fevil.example%2F");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
});
