import { expect, test } from "../electronTest.ts";
import { askApi } from "../journey/askApi.ts";
import { linkFromMail } from "../journey/linkFromMail.ts";
import { newEmail } from "../journey/newEmail.ts";
import { PASSWORD, signUpQuickly } from "../journey/signUpQuickly.ts";

test("an admin invites, the invited joins, is promoted, and is removed", async ({ app }) => {
  test.setTimeout(120_000);
  const { page } = app;
  const admin = await signUpQuickly(app, { proven: true });
  const invited = newEmail("jo");

  const signIn = async (email: string) => {
    await askApi(page, "POST", "/auth/v1/logout");
    await app.goto("/sign-in");
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
  };

  await test.step("the invitation", async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("m");
    await page.getByRole("button", { name: "Invite" }).click();
    await expect(page.getByLabel("Email")).toBeFocused();
    await page.keyboard.type(invited);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("region", { name: "Invitations" })).toContainText(invited);
  });

  await test.step("the invited sees whose it is, and joins", async () => {
    const link = await linkFromMail(invited, "invite_member");
    await askApi(page, "POST", "/auth/v1/logout");
    await app.goto(link);
    await expect(page.getByRole("heading", { name: "Join Northwind" })).toBeVisible();
    await expect(page.getByText("Ada Byron invites you as Rep.")).toBeVisible();
    await expect(page.getByLabel("Email")).toHaveValue(invited);
    await page.getByLabel("Your name").fill("Jo Ortiz");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Team" })).toBeHidden();
    await expect(page.getByText("Confirm your address to call")).toBeHidden();
  });

  await test.step("a promotion shows at the next look", async () => {
    await signIn(admin.email);
    await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
    await app.goto("/team");
    await page.getByLabel("Role of Jo Ortiz").click();
    await page.getByRole("option", { name: /^Manager/ }).click();
    await expect(page.getByText("Jo Ortiz is now Manager")).toBeVisible();
    await expect(page.getByLabel("Role of Jo Ortiz")).toHaveText("Manager");
  });

  await test.step("the last admin stays one", async () => {
    await page.getByLabel("Role of Ada Byron").click();
    await page.getByRole("option", { name: /^Rep/ }).click();
    await expect(page.getByText("An organization keeps at least one admin")).toBeVisible();
    await expect(page.getByLabel("Role of Ada Byron")).toHaveText("Admin");
  });

  await test.step("the promoted sees the team, but cannot change it", async () => {
    await signIn(invited);
    await page.getByRole("link", { name: "Team" }).click();
    await expect(page.getByText(admin.email)).toBeVisible();
    await expect(page.getByRole("button", { name: "Invite" })).toBeHidden();
    await expect(page.getByLabel("Role of Ada Byron")).toBeHidden();
  });

  await test.step("who is removed is out, and is told", async () => {
    await signIn(admin.email);
    await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
    await app.goto("/team");
    await page.getByRole("button", { name: "Remove Jo Ortiz" }).click();
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await expect(page.getByText("Jo Ortiz is out")).toBeVisible();
    await expect(page.getByText(invited)).toBeHidden();
    await signIn(invited);
    await expect(
      page.getByRole("heading", { name: "You are not a member any more" }),
    ).toBeVisible();
  });
});

test("a revoked invitation opens nothing", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: true });
  const invited = newEmail("mei");
  await askApi(page, "POST", "/api/invitations", { email: invited, role: "manager" });
  const link = await linkFromMail(invited, "invite_member");
  await app.goto("/team");
  await page.getByRole("button", { name: `Revoke the invitation of ${invited}` }).click();
  await expect(page.getByText("Nobody is invited at the moment.")).toBeVisible();
  await app.goto(link);
  await expect(page.getByText("This link no longer works")).toBeVisible();
});
